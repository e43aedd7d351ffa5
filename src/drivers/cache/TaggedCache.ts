import { setTimeout as sleep } from 'node:timers/promises';
import { metrics } from '../../logging/metrics.js';
import { randomBetween, randomToken } from '../../utils/random.js';
import type { CacheStore, EntryOptions, Lookup } from './CacheStore.js';
import type { LockStore } from './LockStore.js';

interface TagOptions {
  tags?: readonly string[];
}

/** A value as JSON; undefined if it has no JSON representation. */
type SerializedValue = string | undefined;

type Compute = () => Promise<unknown>;

interface Computation {
  version: string;
  result: Promise<SerializedValue>;
}

/** Milliseconds for which one process computes a value exclusively. */
const LEADER_TTL_MS = 5_000;
/** Milliseconds for which other processes wait for that value. */
const WAIT_TIMEOUT_MS = 2_000;
const RETRY_DELAY_MS = [10, 30] as const;

const EMPTY_LOOKUP: Partial<Lookup> = {};

function ignoreErrors(work: Promise<void>): Promise<void> {
  return work.catch(() => undefined);
}

function serialize(value: unknown): SerializedValue {
  return JSON.stringify(value);
}

function deserialize(json: SerializedValue): unknown {
  return json === undefined ? undefined : JSON.parse(json);
}

/** Cache-aside with tags and single-flight. It never throws: while its store is unavailable, every lookup is a miss. */
export class TaggedCache {
  private readonly inFlight = new Map<string, Computation>();

  /** @param locks limits each computation to one process; without locks, each process computes the value */
  public constructor(
    private readonly store: CacheStore,
    private readonly locks?: LockStore,
  ) {}

  /** Returns the cached value as parsed JSON, or undefined. */
  public async get(key: string): Promise<unknown> {
    return deserialize((await this.read(key, [])).value);
  }

  /** Stores a value for the given time; undefined is not stored. */
  public async set(key: string, value: unknown, ttlSeconds: number, { tags = [] }: TagOptions = {}): Promise<void> {
    await this.write(key, serialize(value), { ttlSeconds, tags });
  }

  public delete(key: string): Promise<void> {
    return ignoreErrors(this.store.delete(key));
  }

  /** Deletes all entries that have one of the tags. */
  public flush(...tags: string[]): Promise<void> {
    return ignoreErrors(this.store.flush(tags));
  }

  /**
   * Returns the cached value, or computes and stores it. Concurrent calls share one computation (single-flight). A
   * value computed before a deletion is neither stored nor shared after it.
   *
   * @returns the value as parsed JSON, also when it was just computed
   * @throws the errors of `compute`; nothing is stored then
   */
  public async remember<T>(
    key: string,
    ttlSeconds: number,
    compute: () => Promise<T>,
    { tags = [] }: TagOptions = {},
  ): Promise<T> {
    const { value, version } = await this.read(key, tags);
    const json =
      value ?? (await this.singleFlight(key, { ttlSeconds, tags, ...(version !== undefined && { version }) }, compute));
    return deserialize(json) as T;
  }

  /** @throws Error if the store is unavailable; lookups are misses until it is back */
  public ping(): Promise<void> {
    return this.store.ping();
  }

  private async read(key: string, tags: readonly string[]): Promise<Partial<Lookup>> {
    const lookup = await this.store.get(key, tags).catch(() => EMPTY_LOOKUP);
    metrics.cacheRequests.inc({ result: lookup.value === undefined ? 'miss' : 'hit' });
    return lookup;
  }

  /** Single-flight within this process: joins a computation in flight, unless an entry was deleted since it began. */
  private async singleFlight(key: string, options: EntryOptions, compute: Compute): Promise<SerializedValue> {
    const { version } = options;
    // Without the store's version, a computation in flight may be stale.
    if (version === undefined) return serialize(await compute());
    const running = this.inFlight.get(key);
    if (running?.version === version) return running.result;
    const computation = {
      version,
      result: this.withLeaderLock(`${key}:${version}`, () => this.compute(key, options, compute)),
    };
    this.inFlight.set(key, computation);
    try {
      return await computation.result;
    } finally {
      if (this.inFlight.get(key) === computation) this.inFlight.delete(key);
    }
  }

  /** Single-flight across processes: waits for the leader, but not forever, because it may have died. */
  private async withLeaderLock(name: string, work: () => Promise<SerializedValue>): Promise<SerializedValue> {
    const { locks } = this;
    if (!locks) return work();
    const [key, token] = [`compute:${name}`, randomToken(8)];
    const deadline = performance.now() + WAIT_TIMEOUT_MS;
    while (!(await locks.acquire(key, token, LEADER_TTL_MS).catch(() => true)) && performance.now() < deadline) {
      await sleep(randomBetween(...RETRY_DELAY_MS));
    }
    try {
      return await work();
    } finally {
      await ignoreErrors(locks.release(key, token));
    }
  }

  private async compute(key: string, options: EntryOptions, compute: Compute): Promise<SerializedValue> {
    // The leader may have stored the value while this process waited.
    const { value } = this.locks ? await this.store.get(key, options.tags).catch(() => EMPTY_LOOKUP) : EMPTY_LOOKUP;
    if (value !== undefined) return value;
    const json = serialize(await compute());
    await this.write(key, json, options);
    return json;
  }

  private async write(key: string, json: SerializedValue, options: EntryOptions): Promise<void> {
    if (json !== undefined) await ignoreErrors(this.store.set(key, json, options));
  }
}
