import { clock } from '../../utils/clock.js';
import type { LockStore } from './LockStore.js';

interface Holder {
  token: string;
  expiresAt: number;
}

/** Locks within this process. */
export class MemoryLocks implements LockStore {
  private readonly holders = new Map<string, Holder>();

  public acquire(key: string, token: string, ttlMs: number): Promise<boolean> {
    const isFree = [undefined, token].includes(this.currentHolder(key));
    if (isFree) this.setHolder(key, token, ttlMs);
    return Promise.resolve(isFree);
  }

  public extend(key: string, token: string, ttlMs: number): Promise<boolean> {
    const isHeld = this.currentHolder(key) === token;
    if (isHeld) this.setHolder(key, token, ttlMs);
    return Promise.resolve(isHeld);
  }

  public release(key: string, token: string): Promise<void> {
    if (this.currentHolder(key) === token) this.holders.delete(key);
    return Promise.resolve();
  }

  private setHolder(key: string, token: string, ttlMs: number): void {
    this.holders.set(key, { token, expiresAt: clock.now().getTime() + ttlMs });
  }

  private currentHolder(key: string): string | undefined {
    const holder = this.holders.get(key);
    return holder && holder.expiresAt > clock.now().getTime() ? holder.token : undefined;
  }
}
