import cluster from 'node:cluster';
import { collectDefaultMetrics } from 'prom-client';
import { monitoringConfig } from '../../config/monitoring.js';
import { ServiceUnavailable } from '../../exceptions/ServiceUnavailable.js';
import type { Measured, MeasureRequest, Scraped, ScrapeRequest } from '../../types/scraping.js';
import { timingSafeEqualText } from '../../security/timingSafeEqualText.js';
import { registry } from '../../logging/metrics.js';
import { measureDatabasePool } from './databasePoolMetrics.js';
import { measureQueueDepth } from './queueDepthMetrics.js';

let isMeasuring = false;

/** Adds what this process tells of itself to what is counted where it happens; not before somebody wants to know. */
function startMeasuring(): void {
  if (isMeasuring) return;
  isMeasuring = true;
  collectDefaultMetrics({ register: registry });
  measureDatabasePool();
  measureQueueDepth();
}

/** The figures of one process, or of all processes of the machine together where there are several. */
class MetricsService {
  public readonly contentType = registry.contentType;
  private readonly pendingScrapes = new Map<number, (text: string | null) => void>();
  private lastRequestId = 0;

  public constructor() {
    if (cluster.isWorker)
      process.on('message', (message: MeasureRequest | Scraped) => void this.handleMessage(message));
  }

  /** Whether whoever has this token may see them: everybody, where none is configured. */
  public isAuthorized(token: string | undefined): boolean {
    const { metricsToken } = monitoringConfig;
    return metricsToken === undefined || (token !== undefined && timingSafeEqualText(token, metricsToken));
  }

  /** Everything measured, in Prometheus' text format. @throws ServiceUnavailable if another process does not tell */
  public text(): Promise<string> {
    if (cluster.isWorker) return this.requestAggregate();
    startMeasuring();
    return registry.metrics();
  }

  private async handleMessage(message: MeasureRequest | Scraped | { type?: never; id?: never }): Promise<void> {
    if (message.type === 'measure') {
      startMeasuring();
      const measured: Measured = { type: 'measured', id: message.id, figures: await registry.getMetricsAsJSON() };
      process.send?.(measured);
    } else if (message.type === 'scraped') {
      this.pendingScrapes.get(message.id)?.(message.text);
      this.pendingScrapes.delete(message.id);
    }
  }

  /** Adding up is the supervisor's: it knows all workers, and answers within seconds in any case. */
  private async requestAggregate(): Promise<string> {
    this.lastRequestId += 1;
    const request: ScrapeRequest = { type: 'scrape', id: this.lastRequestId };
    const answer = new Promise<string | null>((resolve) => this.pendingScrapes.set(request.id, resolve));
    process.send?.(request);
    const text = await answer;
    if (text === null) throw new ServiceUnavailable('A worker did not tell its metrics in time');
    return text;
  }
}

export default new MetricsService();
