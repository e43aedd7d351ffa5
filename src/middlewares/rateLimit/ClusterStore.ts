import type { ClientRateLimitInfo, Options, Store } from 'express-rate-limit';
import type { Counted, CountRequest, Operation } from '../../types/counting.js';

type Resolve = (counted: Counted) => void;

const pending = new Map<number, Resolve>();
let lastRequestId = 0;

function handleReply(message: unknown): void {
  const counted = message as Counted | { type?: never };
  if (counted.type !== 'counted') return;
  pending.get(counted.id)?.(counted);
  pending.delete(counted.id);
}

/** Counts in the process that supervises the workers of one machine, so that a limit holds for all of them together. */
export class ClusterStore implements Store {
  public readonly localKeys = false;
  private windowMs = 0;

  public constructor(private readonly name: string) {
    if (process.listeners('message').includes(handleReply)) return;
    process.on('message', handleReply);
  }

  public init({ windowMs }: Options): void {
    this.windowMs = windowMs;
  }

  public async increment(key: string): Promise<ClientRateLimitInfo> {
    const { totalHits, resetTime } = await this.sendRequest('increment', key);
    return { totalHits, resetTime: new Date(resetTime) };
  }

  public async decrement(key: string): Promise<void> {
    await this.sendRequest('decrement', key);
  }

  public async resetKey(key: string): Promise<void> {
    await this.sendRequest('resetKey', key);
  }

  private sendRequest(operation: Operation, key: string): Promise<Counted> {
    lastRequestId += 1;
    const request: CountRequest = {
      type: 'count',
      id: lastRequestId,
      operation,
      name: this.name,
      key,
      windowMs: this.windowMs,
    };
    return new Promise((resolve) => {
      pending.set(request.id, resolve);
      process.send?.(request);
    });
  }
}
