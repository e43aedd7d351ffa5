import { Counter, Histogram, Registry } from 'prom-client';

/** Everything that /metrics shows. */
export const registry = new Registry();

const registers = [registry];

/** What happens inside; each is counted where it happens. */
export const metrics = {
  /** Its count is the rate of requests; the route is a pattern, so that there are as many series as routes. */
  httpRequests: new Histogram({
    name: 'lumina_http_request_duration_seconds',
    help: 'How long requests took, by the pattern of their route; 499 where the client left before the answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  }),
  cacheRequests: new Counter({
    name: 'lumina_cache_requests_total',
    help: 'Reads of the cache, by whether they found something',
    labelNames: ['result'] as const,
    registers,
  }),
  jobs: new Counter({
    name: 'lumina_jobs_total',
    help: 'Attempts at jobs, by how they ended',
    // Not `job`: Prometheus gives that label to what it scrapes.
    labelNames: ['queue', 'name', 'outcome'] as const,
    registers,
  }),
  jobDuration: new Histogram({
    name: 'lumina_job_duration_seconds',
    help: 'How long an attempt at a job took',
    labelNames: ['queue', 'name'] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers,
  }),
  jobWait: new Histogram({
    name: 'lumina_job_wait_seconds',
    help: 'How long a job was ready before a worker took it',
    labelNames: ['queue'] as const,
    buckets: [0.01, 0.1, 0.5, 1, 5, 30, 120, 600],
    registers,
  }),
};
