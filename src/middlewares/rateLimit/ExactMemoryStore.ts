import { type ClientRateLimitInfo, MemoryStore } from 'express-rate-limit';

/**
 * Counts a burst exactly. The library's store returns the counter itself, which the next hit of a burst changes before the
 * first reads it; so hits wait for each other.
 */
export class ExactMemoryStore extends MemoryStore {
  private last: Promise<unknown> = Promise.resolve();

  public override increment(key: string): Promise<ClientRateLimitInfo> {
    const count = this.last.then(async () => ({ ...(await super.increment(key)) }));
    this.last = count;
    return count;
  }
}
