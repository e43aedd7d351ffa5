import { setTimeout as sleep } from 'node:timers/promises';
import { metrics } from '../../logging/metrics.js';
import { randomBetween, randomToken } from '../../utils/random.js';
import type { CacheStore, EntryOptions, Lookup } from './CacheStore.js';
import type { LockStore } from './LockStore.js';

interface TagOptions {
  tags?: readonly string[];
}

/** A value as JSON; undefined where JSON has nothing for it. */
type SerializedValue = string | undefined;

type Compute = () => Promise<unknown>;

interface Computation {
  version: string;
  result: Promise<SerializedValue>;
}

/** Milliseconds for which one process alone computes a value, and for which others wait for it at most. */
const LEADER_TTL_MS = 5_000;
const WAIT_TIMEOUT_MS = 2_000;
const RETRY_DELAY_MS = [10, 30] as const;

const EMPTY_LOOKUP: Partial<Lookup> = {};

function ignoreErrors(work: Promise<void>): Promise<void> {
  return work.catch(() => undefined);
}

function serialize(value: unknown): SerializedValue {
  return JSON.stringify(value);
}

function deserialize(text: SerializedValue): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}

/** Remembers what is costly to find out. It never fails: while its store is away, nothing is remembered. */
export class TaggedCache {
  private readonly inFlight = new Map<string, Computation>();

  /** @param locks lets one of the processes that share the store compute a value; without them each does */
  public constructor(
    private readonly store: CacheStore,
    private readonly locks?: LockStore,
  ) {}

  /** What was kept under the key, as JSON makes of it, or undefined. */
  public async get(key: string): Promise<unknown> {
    return deserialize((await this.read(key, [])).value);
  }

  /** Keeps a value for a time in seconds; undefined is not kept. */
  public async set(key: string, value: unknown, ttlSeconds: number, { tags = [] }: TagOptions = {}): Promise<void> {
    await this.write(key, serialize(value), { ttlSeconds, tags });
  }

  public delete(key: string): Promise<void> {
    return ignoreErrors(this.store.delete(key));
  }

  /** Deletes everything that was kept with one of the tags. */
  public flush(...tags: string[]): Promise<void> {
    return ignoreErrors(this.store.flush(tags));
  }

  /**
   * What was kept under the key, or else what the function finds out, which is kept for a time in seconds. However many
   * ask at once, one of them computes it; what was computed before a deletion is neither kept nor shared after it.
   *
   * @returns the value as JSON makes of it, the first time too
   * @throws what the function throws, of which nothing is kept
   */
  public async remember<T>(
    key: string,
    ttlSeconds: number,
    compute: () => Promise<T>,
    { tags = [] }: TagOptions = {},
  ): Promise<T> {
    const { value, version } = await this.read(key, tags);
    const text =
      value ?? (await this.singleFlight(key, { ttlSeconds, tags, ...(version !== undefined && { version }) }, compute));
    return deserialize(text) as T;
  }

  /** @throws Error if the store cannot be reached: what is asked of the cache meanwhile is a miss */
  public ping(): Promise<void> {
    return this.store.ping();
  }

  private async read(key: string, tags: readonly string[]): Promise<Partial<Lookup>> {
    const found = await this.store.get(key, tags).catch(() => EMPTY_LOOKUP);
    metrics.cacheRequests.inc({ result: found.value === undefined ? 'miss' : 'hit' });
    return found;
  }

  /** Joins a computation that is under way in this process, unless something was deleted since it began. */
  private async singleFlight(key: string, options: EntryOptions, compute: Compute): Promise<SerializedValue> {
    const { version } = options;
    // Without a store there is nothing that tells whether a running computation is still of use.
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

  /** Lets other processes go first that are at it already; not for ever, as they may have died. */
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
    // Whoever went first has kept it.
    const { value } = this.locks ? await this.store.get(key, options.tags).catch(() => EMPTY_LOOKUP) : EMPTY_LOOKUP;
    if (value !== undefined) return value;
    const text = serialize(await compute());
    await this.write(key, text, options);
    return text;
  }

  private async write(key: string, text: SerializedValue, options: EntryOptions): Promise<void> {
    if (text !== undefined) await ignoreErrors(this.store.set(key, text, options));
  }
}
