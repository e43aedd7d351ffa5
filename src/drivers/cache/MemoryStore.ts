import { LRUCache } from 'lru-cache';
import { clock } from '../../utils/clock.js';
import type { CacheStore, EntryOptions, Lookup } from './CacheStore.js';

interface Entry {
  value: string;
  tags: readonly string[];
}

function toTagName(tag: string): string {
  return `tag ${tag}`;
}

/** Maximum characters of all keys and values together. */
const MAX_TOTAL_LENGTH = 50_000_000;

/** LRU cache within this process, limited by number of entries and total length. */
export class MemoryStore implements CacheStore {
  private readonly entries: LRUCache<string, Entry>;
  private readonly keysByTag = new Map<string, Set<string>>();
  /** Tombstones: the number of the latest deletion of each key and tag. */
  private readonly tombstones: LRUCache<string, number>;
  private deletionCount = 0;
  /** The latest deletion whose tombstone was evicted. It counts as a deletion of every key. */
  private latestEvicted = 0;

  public constructor(max: number) {
    this.entries = new LRUCache({
      max,
      maxSize: MAX_TOTAL_LENGTH,
      sizeCalculation: ({ value }, key) => key.length + value.length,
      perf: { now: () => clock.now().getTime() },
      ttlResolution: 0,
      dispose: ({ tags }, key) => this.untag(key, tags),
    });
    this.tombstones = new LRUCache({
      max,
      dispose: (deletion, _name, reason) => {
        if (reason === 'evict') this.latestEvicted = Math.max(this.latestEvicted, deletion);
      },
    });
  }

  public get(key: string, tags: readonly string[]): Promise<Lookup> {
    return Promise.resolve({ value: this.entries.get(key)?.value, version: this.currentVersion(key, tags) });
  }

  public set(key: string, value: string, { ttlSeconds, tags, version }: EntryOptions): Promise<void> {
    if (version === undefined || version === this.currentVersion(key, tags)) {
      this.entries.set(key, { value, tags }, { ttl: ttlSeconds * 1_000 });
      for (const tag of tags) this.keysForTag(tag).add(key);
    }
    return Promise.resolve();
  }

  public delete(key: string): Promise<void> {
    this.addTombstone(key);
    this.entries.delete(key);
    return Promise.resolve();
  }

  public flush(tags: readonly string[]): Promise<void> {
    for (const tag of tags) {
      this.addTombstone(toTagName(tag));
      for (const key of this.keysByTag.get(tag) ?? []) this.entries.delete(key);
    }
    return Promise.resolve();
  }

  public ping(): Promise<void> {
    return Promise.resolve();
  }

  private addTombstone(name: string): void {
    this.deletionCount += 1;
    this.tombstones.set(name, this.deletionCount);
  }

  private currentVersion(key: string, tags: readonly string[]): string {
    const deletions = [key, ...tags.map(toTagName)].map((name) => this.tombstones.get(name) ?? 0);
    return String(Math.max(this.latestEvicted, ...deletions));
  }

  private keysForTag(tag: string): Set<string> {
    const keys = this.keysByTag.get(tag) ?? new Set();
    this.keysByTag.set(tag, keys);
    return keys;
  }

  private untag(key: string, tags: readonly string[]): void {
    for (const tag of tags) {
      const keys = this.keysByTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.keysByTag.delete(tag);
    }
  }
}
