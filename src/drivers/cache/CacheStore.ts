/** The result of a cache lookup, with the version needed for a later write. */
export interface Lookup {
  value: string | undefined;
  /** Changes whenever the key or one of its tags is deleted. */
  version: string;
}

export interface EntryOptions {
  /** Seconds. */
  ttlSeconds: number;
  tags: readonly string[];
  /** Optimistic lock: the write is dropped if the key or one of its tags was deleted since this version was read. */
  version?: string;
}

/** A store of serialized cache entries. */
export interface CacheStore {
  get: (key: string, tags: readonly string[]) => Promise<Lookup>;
  set: (key: string, value: string, options: EntryOptions) => Promise<void>;
  delete: (key: string) => Promise<void>;
  /** Deletes all entries that have one of the tags. */
  flush: (tags: readonly string[]) => Promise<void>;
  /** @throws Error if the store is unavailable */
  ping: () => Promise<void>;
}
