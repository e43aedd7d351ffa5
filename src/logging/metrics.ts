import { Counter, Histogram, Registry } from 'prom-client';

/** The metrics that /metrics serves. */
export const registry = new Registry();

const registers = [registry];

/** The application's metrics. */
export const metrics = {
  /** Labelled by route pattern instead of URL, so that the number of series is bounded. */
  httpRequests: new Histogram({
    name: 'lumina_http_request_duration_seconds',
    help: 'Request duration by route pattern; status 499 if the client disconnected before the response',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  }),
  cacheRequests: new Counter({
    name: 'lumina_cache_requests_total',
    help: 'Cache lookups by result: hit or miss',
    labelNames: ['result'] as const,
    registers,
  }),
  jobs: new Counter({
    name: 'lumina_jobs_total',
    help: 'Job attempts by outcome',
    // Not `job`, because Prometheus sets that label to the name of the scrape job.
    labelNames: ['queue', 'name', 'outcome'] as const,
    registers,
  }),
  jobDuration: new Histogram({
    name: 'lumina_job_duration_seconds',
    help: 'Duration of a job attempt',
    labelNames: ['queue', 'name'] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers,
  }),
  jobWait: new Histogram({
    name: 'lumina_job_wait_seconds',
    help: 'Time that a job was available before a worker claimed it',
    labelNames: ['queue'] as const,
    buckets: [0.01, 0.1, 0.5, 1, 5, 30, 120, 600],
    registers,
  }),
};
