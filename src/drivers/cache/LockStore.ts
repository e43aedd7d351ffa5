/** A store of locks with a lease. The token identifies the holder; times are in milliseconds. */
export interface LockStore {
  /** Acquires the lock for the given time; false if it is held by another token. */
  acquire: (key: string, token: string, ttlMs: number) => Promise<boolean>;
  /** Extends the lock from now on; false if it is no longer held by this token. */
  extend: (key: string, token: string, ttlMs: number) => Promise<boolean>;
  /** Releases the lock, unless it is held by another token. */
  release: (key: string, token: string) => Promise<void>;
}
