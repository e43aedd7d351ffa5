import type { ClientRateLimitInfo, Options, Store } from 'express-rate-limit';
import { logger } from '../../logging/logger.js';
import { ExactMemoryStore } from './ExactMemoryStore.js';

/**
 * Counts in a store that processes share. While that store is unavailable, each process counts in memory, from zero:
 * requests are still served, but a client can use its limit once per process.
 */
export class FallbackStore implements Store {
  public readonly localKeys = false;
  private readonly local = new ExactMemoryStore();

  public constructor(private readonly shared: Store) {}

  public init(options: Options): void {
    void this.shared.init?.(options);
    this.local.init(options);
  }

  public async increment(key: string): Promise<ClientRateLimitInfo> {
    return this.fallBack((store) => store.increment(key));
  }

  public async decrement(key: string): Promise<void> {
    await this.fallBack((store) => store.decrement(key));
  }

  public async resetKey(key: string): Promise<void> {
    await this.local.resetKey(key);
    await this.fallBack((store) => store.resetKey(key));
  }

  private async fallBack<T>(operation: (store: Store) => Promise<T> | T): Promise<T> {
    try {
      return await operation(this.shared);
    } catch (error) {
      logger.debug('Rate-limit store unavailable, counting in this process', { error });
      return operation(this.local);
    }
  }
}
