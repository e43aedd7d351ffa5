import { monitoringConfig } from '../../config/monitoring.js';
import { flushErrorReports, setErrorReporter } from '../../logging/errorReporting.js';
import { onClose } from '../lifecycle.js';

/** Reports unexpected errors to SENTRY_DSN, if set. The SDK is loaded only then. */
export async function startErrorReporting(): Promise<void> {
  const { sentryDsn } = monitoringConfig;
  if (!sentryDsn) return;
  const { SentryReporter } = await import('./SentryReporter.js');
  setErrorReporter(new SentryReporter(sentryDsn));
  onClose(flushErrorReports);
}
