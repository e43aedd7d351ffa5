import type { ClientRateLimitInfo, Options, Store } from 'express-rate-limit';
import { IpcRequest } from '../../utils/ipc.js';

type Operation = 'increment' | 'decrement' | 'resetKey';

export interface CountRequest {
  operation: Operation;
  limiter: string;
  key: string;
  windowMs: number;
}

export interface Count {
  totalHits: number;
  /** Milliseconds since the epoch. */
  resetTime: number;
}

/** A worker asks its supervisor to change a counter. */
export const countHit = new IpcRequest<CountRequest, Count>('rateLimit.count', 1_000);

/** Counts in the supervisor of the cluster, so that the workers of one machine share their limits. */
export class ClusterStore implements Store {
  public readonly localKeys = false;
  private windowMs = 0;

  public constructor(private readonly limiter: string) {}

  public init({ windowMs }: Options): void {
    this.windowMs = windowMs;
  }

  public async increment(key: string): Promise<ClientRateLimitInfo> {
    const { totalHits, resetTime } = await this.apply('increment', key);
    return { totalHits, resetTime: new Date(resetTime) };
  }

  public async decrement(key: string): Promise<void> {
    await this.apply('decrement', key);
  }

  public async resetKey(key: string): Promise<void> {
    await this.apply('resetKey', key);
  }

  private apply(operation: Operation, key: string): Promise<Count> {
    return countHit.send({ operation, limiter: this.limiter, key, windowMs: this.windowMs });
  }
}
