import cluster from 'node:cluster';
import { collectDefaultMetrics } from 'prom-client';
import { monitoringConfig } from '../../config/monitoring.js';
import { ServiceUnavailable } from '../../exceptions/ServiceUnavailable.js';
import { registry } from '../../logging/metrics.js';
import { timingSafeEqualText } from '../../security/timingSafeEqualText.js';
import { measureDatabasePool } from './databasePoolMetrics.js';
import { aggregateMetrics, type MetricsSnapshot } from './metricsRequests.js';
import { measureQueueDepth } from './queueDepthMetrics.js';

let isMeasuring = false;

/** prom-client omits the start time when it aggregates, but operators recognize restarts by it. */
function keepStartTime(): void {
  const startTime = registry.getSingleMetric('process_start_time_seconds');
  if (startTime) Object.assign(startTime, { aggregator: 'max' });
}

/** Registers the process metrics at the first scrape, because nobody may ever scrape. */
function startMeasuring(): void {
  if (isMeasuring) return;
  isMeasuring = true;
  collectDefaultMetrics({ register: registry });
  keepStartTime();
  measureDatabasePool();
  measureQueueDepth();
}

/** Reports the metrics of this process, or the aggregate of all cluster workers. */
class MetricsService {
  public readonly contentType = registry.contentType;

  /** Tells whether this token may read the metrics. Without a configured token anyone may. */
  public isAuthorized(token: string | undefined): boolean {
    const { metricsToken } = monitoringConfig;
    return metricsToken === undefined || (token !== undefined && timingSafeEqualText(token, metricsToken));
  }

  /** Renders the metrics in Prometheus' text format. @throws ServiceUnavailable if another process does not respond */
  public text(): Promise<string> {
    if (cluster.isWorker) return this.requestAggregate();
    startMeasuring();
    return registry.metrics();
  }

  /** Returns the metrics of this process alone, for aggregation. */
  public collect(): Promise<MetricsSnapshot> {
    startMeasuring();
    return registry.getMetricsAsJSON();
  }

  /** The supervisor aggregates, because it knows all workers. */
  private async requestAggregate(): Promise<string> {
    try {
      return await aggregateMetrics.send(null);
    } catch {
      throw new ServiceUnavailable('A worker did not report its metrics in time');
    }
  }
}

export default new MetricsService();
