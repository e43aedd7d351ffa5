import { type ClientRateLimitInfo, MemoryStore } from 'express-rate-limit';

/**
 * Counts concurrent hits exactly. The library's store returns its mutable counter, which the next hit changes before
 * the first one reads it. Here hits run one after another, and each returns a copy.
 */
export class ExactMemoryStore extends MemoryStore {
  private last: Promise<unknown> = Promise.resolve();

  public override increment(key: string): Promise<ClientRateLimitInfo> {
    const count = this.last.then(async () => ({ ...(await super.increment(key)) }));
    this.last = count;
    return count;
  }
}
