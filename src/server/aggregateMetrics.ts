import cluster from 'node:cluster';
import { AggregatorRegistry } from 'prom-client';
import { logger } from '../logging/logger.js';
import { registry } from '../logging/metrics.js';
import { aggregateMetrics, collectMetrics } from '../services/operations/metricsRequests.js';
import MetricsService from '../services/operations/MetricsService.js';

/** Fails if one process is missing: with a partial sum the counters would seem to have been reset. */
async function aggregate(): Promise<string> {
  const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker?.isConnected());
  try {
    const snapshots = workers.map((worker) => collectMetrics.send(null, worker));
    return await AggregatorRegistry.aggregate(await Promise.all([registry.getMetricsAsJSON(), ...snapshots])).metrics();
  } catch (error) {
    logger.warn('The metrics of the workers cannot be aggregated', { error });
    throw error;
  }
}

/** Answers workers, from their supervisor, with the metrics of all processes. */
export function serveAggregatedMetrics(): void {
  aggregateMetrics.handle(aggregate);
}

/** Answers the supervisor, from a worker, with this process's metrics. */
export function serveWorkerMetrics(): void {
  collectMetrics.handle(() => MetricsService.collect());
}
