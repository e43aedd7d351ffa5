/** What is found under a key, and what is needed to put something there. */
export interface Lookup {
  value: string | undefined;
  /** Another one than before means that the key or one of the tags was deleted since. */
  version: string;
}

export interface EntryOptions {
  /** Seconds. */
  ttlSeconds: number;
  tags: readonly string[];
  /** The value is dropped if anything that it may rest on was deleted since this ticket was given out. */
  version?: string;
}

/** Where the cache keeps its texts. */
export interface CacheStore {
  get: (key: string, tags: readonly string[]) => Promise<Lookup>;
  set: (key: string, value: string, options: EntryOptions) => Promise<void>;
  delete: (key: string) => Promise<void>;
  /** Deletes everything that was kept with one of the tags. */
  flush: (tags: readonly string[]) => Promise<void>;
  /** @throws Error if it cannot be reached */
  ping: () => Promise<void>;
}
