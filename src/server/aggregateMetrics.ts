import cluster, { type Worker } from 'node:cluster';
import { AggregatorRegistry } from 'prom-client';
import type { Figures, Measured, MeasureRequest, Scraped, ScrapeRequest } from '../types/scraping.js';
import { logger } from '../logging/logger.js';
import { registry } from '../logging/metrics.js';
import { withTimeout } from '../utils/withTimeout.js';

/** Milliseconds in which every worker must tell its figures. */
const PATIENCE = 3_000;

type Message = ScrapeRequest | Measured | { type?: never };

const waiting = new Map<number, (figures: Figures) => void>();
let asked = 0;

function figuresOf(worker: Worker): Promise<Figures> {
  asked += 1;
  const id = asked;
  const request: MeasureRequest = { type: 'measure', id };
  const figures = new Promise<Figures>((resolve) => waiting.set(id, resolve));
  worker.send(request);
  return withTimeout(PATIENCE, figures).finally(() => waiting.delete(id));
}

/** The figures of all, or nothing: a sum in which a worker is missing would look like counters that began anew. */
async function addUp(): Promise<string | null> {
  const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker?.isConnected());
  try {
    const figures = workers.map((worker) => (worker ? figuresOf(worker) : []));
    const all = await Promise.all([registry.getMetricsAsJSON(), ...figures]);
    return await AggregatorRegistry.aggregate(all).metrics();
  } catch (error) {
    logger.warn('The metrics of the workers cannot be added up', { error });
    return null;
  }
}

async function answer(worker: Worker, id: number): Promise<void> {
  const scraped: Scraped = { type: 'scraped', id, text: await addUp() };
  if (worker.isConnected()) worker.send(scraped);
}

/** Answers the worker that was scraped with the figures of all processes, from the one that supervises them. */
export function addUpMetrics(): void {
  cluster.on('message', (worker, message: Message) => {
    if (message.type === 'scrape') void answer(worker, message.id);
    else if (message.type === 'measured') waiting.get(message.id)?.(message.figures);
  });
}
