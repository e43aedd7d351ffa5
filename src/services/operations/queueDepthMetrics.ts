import { Gauge } from 'prom-client';
import type { QueueName } from '../../config/queue.js';
import { queue } from '../../drivers/queue/index.js';
import type { JobCounts } from '../../drivers/queue/QueueDriver.js';
import { cacheFor } from '../../utils/cacheFor.js';
import { logger } from '../../logging/logger.js';
import { registry } from '../../logging/metrics.js';
import { withTimeout } from '../../utils/withTimeout.js';

/** Milliseconds. Several may scrape, and a queue that is away must not hold any of them up. */
const CACHE_TTL = 5_000;
const TIMEOUT = 1_000;

type Counts = Record<QueueName, JobCounts>;

const registers = [registry];

async function fetchCounts(): Promise<Counts | undefined> {
  try {
    return await withTimeout(TIMEOUT, queue.countJobs());
  } catch (error) {
    logger.warn('The queue cannot be counted for the metrics', { error });
    return undefined;
  }
}

/** The counts of all queues, a few seconds old at most; undefined where the queue cannot be reached. */
const cachedCounts = cacheFor(CACHE_TTL, fetchCounts);

function measureJobs(): void {
  new Gauge({
    name: 'lumina_queue_jobs',
    help: 'Jobs in the queue, by their state; absent while the queue cannot be reached',
    labelNames: ['queue', 'state'] as const,
    // Every process sees the same queue: in a sum they would count double.
    aggregator: 'max',
    registers,
    async collect() {
      this.reset();
      for (const [name, states] of Object.entries((await cachedCounts()) ?? {})) {
        for (const [state, count] of Object.entries(states)) this.set({ queue: name, state }, count);
      }
    },
  });
}

function measureAvailability(): void {
  new Gauge({
    name: 'lumina_queue_up',
    help: 'Whether the queue can be reached (1) or not (0)',
    aggregator: 'min',
    registers,
    async collect() {
      this.set((await cachedCounts()) ? 1 : 0);
    },
  });
}

/** How many jobs wait to be handed over; undefined also where the database does not answer. */
function fetchBacklog(): Promise<number | undefined> {
  return withTimeout(TIMEOUT, queue.countBacklog()).catch(() => undefined);
}

function measureBacklog(): void {
  new Gauge({
    name: 'lumina_queue_outbox_jobs',
    help: 'Jobs that wait in the database until Redis can take them; absent with another queue',
    aggregator: 'max',
    registers,
    async collect() {
      const count = await fetchBacklog();
      if (count === undefined) this.remove();
      else this.set(count);
    },
  });
}

/** Registers how many jobs there are, asked from the queue itself when somebody scrapes. */
export function measureQueueDepth(): void {
  measureJobs();
  measureAvailability();
  measureBacklog();
}
