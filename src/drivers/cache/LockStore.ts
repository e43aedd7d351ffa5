/** Where it is kept who holds which lock; a token names its holder. Times are in milliseconds. */
export interface LockStore {
  /** Whether the lock was free, and is now held for the time. */
  acquire: (key: string, token: string, ttlMs: number) => Promise<boolean>;
  /** Whether the lock was still held, and is so for the time from now on. */
  extend: (key: string, token: string, ttlMs: number) => Promise<boolean>;
  /** Frees the lock, unless somebody else holds it. */
  release: (key: string, token: string) => Promise<void>;
}
