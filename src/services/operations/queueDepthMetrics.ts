import { Gauge } from 'prom-client';
import type { QueueName } from '../../config/queue.js';
import { queue } from '../../drivers/queue/index.js';
import type { JobCounts } from '../../drivers/queue/QueueDriver.js';
import { logger } from '../../logging/logger.js';
import { registry } from '../../logging/metrics.js';
import { cacheFor } from '../../utils/cacheFor.js';
import { withTimeout } from '../../utils/withTimeout.js';

/** Milliseconds. Several scrapers may run, and a queue that is unavailable must not delay them. */
const CACHE_TTL = 5_000;
const TIMEOUT = 1_000;

type Counts = Record<QueueName, JobCounts>;

const registers = [registry];

async function fetchCounts(): Promise<Counts | undefined> {
  try {
    return await withTimeout(TIMEOUT, queue.countJobs());
  } catch (error) {
    logger.warn('Could not count the jobs for the metrics', { error });
    return undefined;
  }
}

/** The counts of all queues, at most a few seconds old; undefined if the queue is unavailable. */
const cachedCounts = cacheFor(CACHE_TTL, fetchCounts);

function measureJobs(): void {
  new Gauge({
    name: 'lumina_queue_jobs',
    help: 'Jobs in the queue by state; absent while the queue is unavailable',
    labelNames: ['queue', 'state'] as const,
    // Every process sees the same queue: a sum would count each job several times.
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
    help: 'Availability of the queue: 1 if it responds, otherwise 0',
    aggregator: 'min',
    registers,
    async collect() {
      this.set((await cachedCounts()) ? 1 : 0);
    },
  });
}

/** Counts the jobs in the outbox; undefined without an outbox, or if the database does not respond. */
function fetchBacklog(): Promise<number | undefined> {
  return withTimeout(TIMEOUT, queue.countBacklog()).catch(() => undefined);
}

function measureBacklog(): void {
  new Gauge({
    name: 'lumina_queue_outbox_jobs',
    help: 'Jobs in the transactional outbox that wait for Redis; absent with other queues',
    aggregator: 'max',
    registers,
    async collect() {
      const count = await fetchBacklog();
      if (count === undefined) this.remove();
      else this.set(count);
    },
  });
}

/** Registers the metrics of the queue, which are read at each scrape. */
export function measureQueueDepth(): void {
  measureJobs();
  measureAvailability();
  measureBacklog();
}
