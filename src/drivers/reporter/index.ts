import { monitoringConfig } from '../../config/monitoring.js';
import { flushErrorReports, setErrorReporter } from '../../logging/errorReporting.js';
import { onClose } from '../lifecycle.js';

/** Has unexpected errors reported where SENTRY_DSN says, if it says anything; the SDK is loaded only then. */
export async function startErrorReporting(): Promise<void> {
  const { sentryDsn } = monitoringConfig;
  if (!sentryDsn) return;
  const { SentryReporter } = await import('./SentryReporter.js');
  setErrorReporter(new SentryReporter(sentryDsn));
  onClose(flushErrorReports);
}
