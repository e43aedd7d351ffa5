import { LRUCache } from 'lru-cache';
import { clock } from '../../utils/clock.js';
import type { CacheStore, EntryOptions, Lookup } from './CacheStore.js';

interface Entry {
  value: string;
  tags: readonly string[];
}

function nameOfTag(tag: string): string {
  return `tag ${tag}`;
}

/** Characters of all keys and values together. */
const MAX_LENGTH = 50_000_000;

/** Keeps entries in this process, bounded in number and in length; the least recently used go first. */
export class MemoryStore implements CacheStore {
  private readonly entries: LRUCache<string, Entry>;
  private readonly keysOfTags = new Map<string, Set<string>>();
  /** When each key and tag was deleted last, as a count of all deletions. */
  private readonly deleted: LRUCache<string, number>;
  private deletions = 0;
  /** The latest deletion of which nobody knows any more what it was of. */
  private forgotten = 0;

  public constructor(max: number) {
    this.entries = new LRUCache({
      max,
      maxSize: MAX_LENGTH,
      sizeCalculation: ({ value }, key) => key.length + value.length,
      perf: { now: () => clock.now().getTime() },
      ttlResolution: 0,
      dispose: ({ tags }, key) => this.untag(key, tags),
    });
    this.deleted = new LRUCache({
      max,
      dispose: (deletion, _name, reason) => {
        if (reason === 'evict') this.forgotten = Math.max(this.forgotten, deletion);
      },
    });
  }

  public look(key: string, tags: readonly string[]): Promise<Lookup> {
    return Promise.resolve({ value: this.entries.get(key)?.value, ticket: this.ticket(key, tags) });
  }

  public set(key: string, value: string, { ttl, tags, ticket }: EntryOptions): Promise<void> {
    if (ticket === undefined || ticket === this.ticket(key, tags)) {
      this.entries.set(key, { value, tags }, { ttl: ttl * 1_000 });
      for (const tag of tags) this.keysOf(tag).add(key);
    }
    return Promise.resolve();
  }

  public delete(key: string): Promise<void> {
    this.mark(key);
    this.entries.delete(key);
    return Promise.resolve();
  }

  public flush(tags: readonly string[]): Promise<void> {
    for (const tag of tags) {
      this.mark(nameOfTag(tag));
      for (const key of this.keysOfTags.get(tag) ?? []) this.entries.delete(key);
    }
    return Promise.resolve();
  }

  public ping(): Promise<void> {
    return Promise.resolve();
  }

  private mark(name: string): void {
    this.deletions += 1;
    this.deleted.set(name, this.deletions);
  }

  private ticket(key: string, tags: readonly string[]): string {
    const deletions = [key, ...tags.map(nameOfTag)].map((name) => this.deleted.get(name) ?? 0);
    return String(Math.max(this.forgotten, ...deletions));
  }

  private keysOf(tag: string): Set<string> {
    const keys = this.keysOfTags.get(tag) ?? new Set();
    this.keysOfTags.set(tag, keys);
    return keys;
  }

  private untag(key: string, tags: readonly string[]): void {
    for (const tag of tags) {
      const keys = this.keysOfTags.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.keysOfTags.delete(tag);
    }
  }
}
