import { env } from './env.js';

export const monitoringConfig = {
  /** Whether /metrics exists; in production only behind a token. */
  hasMetrics: env.NODE_ENV !== 'production' || env.METRICS_TOKEN !== undefined,
  metricsToken: env.METRICS_TOKEN,
  sentryDsn: env.SENTRY_DSN,
};
