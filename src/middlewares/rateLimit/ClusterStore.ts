import type { ClientRateLimitInfo, Options, Store } from 'express-rate-limit';
import type { Counted, CountRequest, Operation } from '../../types/counting.js';

type Resolve = (counted: Counted) => void;

const waiting = new Map<number, Resolve>();
let asked = 0;

function receive(message: unknown): void {
  const counted = message as Counted | { type?: never };
  if (counted.type !== 'counted') return;
  waiting.get(counted.id)?.(counted);
  waiting.delete(counted.id);
}

/** Counts in the process that supervises the workers of one machine, so that a limit holds for all of them together. */
export class ClusterStore implements Store {
  public readonly localKeys = false;
  private windowMs = 0;

  public constructor(private readonly name: string) {
    if (process.listeners('message').includes(receive)) return;
    process.on('message', receive);
  }

  public init({ windowMs }: Options): void {
    this.windowMs = windowMs;
  }

  public async increment(key: string): Promise<ClientRateLimitInfo> {
    const { totalHits, resetTime } = await this.ask('increment', key);
    return { totalHits, resetTime: new Date(resetTime) };
  }

  public async decrement(key: string): Promise<void> {
    await this.ask('decrement', key);
  }

  public async resetKey(key: string): Promise<void> {
    await this.ask('resetKey', key);
  }

  private ask(operation: Operation, key: string): Promise<Counted> {
    asked += 1;
    const request: CountRequest = {
      type: 'count',
      id: asked,
      operation,
      name: this.name,
      key,
      windowMs: this.windowMs,
    };
    return new Promise((resolve) => {
      waiting.set(request.id, resolve);
      process.send?.(request);
    });
  }
}
