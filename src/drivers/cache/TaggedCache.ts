import { setTimeout as sleep } from 'node:timers/promises';
import { metrics } from '../../logging/metrics.js';
import { randomBetween, randomToken } from '../../utils/random.js';
import type { CacheStore, EntryOptions, Lookup } from './CacheStore.js';
import type { LockStore } from './LockStore.js';

interface Tagged {
  tags?: readonly string[];
}

/** A value as JSON; undefined where JSON has nothing for it. */
type Text = string | undefined;

type Compute = () => Promise<unknown>;

interface Computation {
  ticket: string;
  text: Promise<Text>;
}

/** Milliseconds for which one process alone computes a value, and for which others wait for it at most. */
const LEAD = 5_000;
const PATIENCE = 2_000;
const PAUSE = [10, 30] as const;

const NOTHING: Partial<Lookup> = {};

function quietly(work: Promise<void>): Promise<void> {
  return work.catch(() => undefined);
}

function toText(value: unknown): Text {
  return JSON.stringify(value);
}

function parse(text: Text): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}

/** Remembers what is costly to find out. It never fails: while its store is away, nothing is remembered. */
export class KeyedCache {
  private readonly computations = new Map<string, Computation>();

  /** @param locks lets one of the processes that share the store compute a value; without them each does */
  public constructor(
    private readonly store: CacheStore,
    private readonly locks?: LockStore,
  ) {}

  /** What was kept under the key, as JSON makes of it, or undefined. */
  public async get(key: string): Promise<unknown> {
    return parse((await this.look(key, [])).value);
  }

  /** Keeps a value for a time in seconds; undefined is not kept. */
  public async set(key: string, value: unknown, ttl: number, { tags = [] }: Tagged = {}): Promise<void> {
    await this.keep(key, toText(value), { ttl, tags });
  }

  public delete(key: string): Promise<void> {
    return quietly(this.store.delete(key));
  }

  /** Deletes everything that was kept with one of the tags. */
  public flush(...tags: string[]): Promise<void> {
    return quietly(this.store.flush(tags));
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
    ttl: number,
    compute: () => Promise<T>,
    { tags = [] }: Tagged = {},
  ): Promise<T> {
    const { value, ticket } = await this.look(key, tags);
    const text = value ?? (await this.share(key, { ttl, tags, ...(ticket !== undefined && { ticket }) }, compute));
    return parse(text) as T;
  }

  /** @throws Error if the store cannot be reached: what is asked of the cache meanwhile is a miss */
  public ping(): Promise<void> {
    return this.store.ping();
  }

  private async look(key: string, tags: readonly string[]): Promise<Partial<Lookup>> {
    const found = await this.store.look(key, tags).catch(() => NOTHING);
    metrics.cacheRequests.inc({ result: found.value === undefined ? 'miss' : 'hit' });
    return found;
  }

  /** Joins a computation that is under way in this process, unless something was deleted since it began. */
  private async share(key: string, options: EntryOptions, compute: Compute): Promise<Text> {
    const { ticket } = options;
    // Without a store there is nothing that tells whether a running computation is still of use.
    if (ticket === undefined) return toText(await compute());
    const running = this.computations.get(key);
    if (running?.ticket === ticket) return running.text;
    const computation = { ticket, text: this.inTurn(`${key}:${ticket}`, () => this.compute(key, options, compute)) };
    this.computations.set(key, computation);
    try {
      return await computation.text;
    } finally {
      if (this.computations.get(key) === computation) this.computations.delete(key);
    }
  }

  /** Lets other processes go first that are at it already; not for ever, as they may have died. */
  private async inTurn(name: string, work: () => Promise<Text>): Promise<Text> {
    const { locks } = this;
    if (!locks) return work();
    const [key, token] = [`compute:${name}`, randomToken(8)];
    const deadline = performance.now() + PATIENCE;
    while (!(await locks.acquire(key, token, LEAD).catch(() => true)) && performance.now() < deadline) {
      await sleep(randomBetween(...PAUSE));
    }
    try {
      return await work();
    } finally {
      await quietly(locks.release(key, token));
    }
  }

  private async compute(key: string, options: EntryOptions, compute: Compute): Promise<Text> {
    // Whoever went first has kept it.
    const { value } = this.locks ? await this.store.look(key, options.tags).catch(() => NOTHING) : NOTHING;
    if (value !== undefined) return value;
    const text = toText(await compute());
    await this.keep(key, text, options);
    return text;
  }

  private async keep(key: string, text: Text, options: EntryOptions): Promise<void> {
    if (text !== undefined) await quietly(this.store.set(key, text, options));
  }
}
