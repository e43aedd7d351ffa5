import cluster from 'node:cluster';
import { AggregatorRegistry } from 'prom-client';
import { logger } from '../logging/logger.js';
import { registry } from '../logging/metrics.js';
import { aggregateMetrics, collectMetrics } from '../services/operations/metricsRequests.js';
import MetricsService from '../services/operations/MetricsService.js';

/** Fails if a process is missing: in a partial sum, counters would seem to have been reset. */
async function aggregate(): Promise<string> {
  const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker?.isConnected());
  try {
    const snapshots = workers.map((worker) => collectMetrics.send(null, worker));
    return await AggregatorRegistry.aggregate(await Promise.all([registry.getMetricsAsJSON(), ...snapshots])).metrics();
  } catch (error) {
    logger.warn('Could not aggregate worker metrics', { error });
    throw error;
  }
}

/** Serves the metrics of all processes to workers. Call it in the supervisor. */
export function serveAggregatedMetrics(): void {
  aggregateMetrics.handle(aggregate);
}

/** Serves the metrics of this process to the supervisor. Call it in a worker. */
export function serveWorkerMetrics(): void {
  collectMetrics.handle(() => MetricsService.collect());
}
