import { env } from './env.js';

export const monitoringConfig = {
  /** True if /metrics is served; in production it requires a token. */
  hasMetrics: env.NODE_ENV !== 'production' || env.METRICS_TOKEN !== undefined,
  metricsToken: env.METRICS_TOKEN,
  sentryDsn: env.SENTRY_DSN,
};
