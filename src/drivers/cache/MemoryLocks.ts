import { clock } from '../../utils/clock.js';
import type { LockStore } from './LockStore.js';

interface Holder {
  token: string;
  until: number;
}

/** Locks that hold within this process. */
export class MemoryLocks implements LockStore {
  private readonly holders = new Map<string, Holder>();

  public acquire(key: string, token: string, ttl: number): Promise<boolean> {
    const isFree = [undefined, token].includes(this.holderOf(key));
    if (isFree) this.hold(key, token, ttl);
    return Promise.resolve(isFree);
  }

  public extend(key: string, token: string, ttl: number): Promise<boolean> {
    const isHeld = this.holderOf(key) === token;
    if (isHeld) this.hold(key, token, ttl);
    return Promise.resolve(isHeld);
  }

  public release(key: string, token: string): Promise<void> {
    if (this.holderOf(key) === token) this.holders.delete(key);
    return Promise.resolve();
  }

  private hold(key: string, token: string, ttl: number): void {
    this.holders.set(key, { token, until: clock.now().getTime() + ttl });
  }

  private holderOf(key: string): string | undefined {
    const holder = this.holders.get(key);
    return holder && holder.until > clock.now().getTime() ? holder.token : undefined;
  }
}
