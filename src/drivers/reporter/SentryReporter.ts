import * as Sentry from '@sentry/node-core/light';
import { appConfig } from '../../config/app.js';
import type { ErrorContext, ErrorReporter } from '../../logging/errorReporting.js';
import { redactText } from '../../logging/redact.js';

const FLUSH_TIMEOUT_MS = 2_000;

/** Messages may quote client input or database errors, so secrets are redacted before they are sent. */
function redactEvent(event: Sentry.ErrorEvent): Sentry.ErrorEvent {
  for (const exception of event.exception?.values ?? []) exception.value &&= redactText(exception.value);
  if (event.message) event.message = redactText(event.message);
  delete event.extra;
  delete event.request;
  return event;
}

/** Reports to Sentry, or to a service with the same protocol. It sends the context, never the request itself. */
export class SentryReporter implements ErrorReporter {
  public constructor(dsn: string) {
    const { environment, name, version } = appConfig;
    // Only LinkedErrors is useful here: the other integrations instrument requests, the console and the process.
    Sentry.initWithoutDefaultIntegrations({
      dsn,
      environment,
      release: `${name}@${version}`,
      integrations: [Sentry.linkedErrorsIntegration()],
      sendClientReports: false,
      maxBreadcrumbs: 0,
      beforeSend: redactEvent,
    });
  }

  public report(error: unknown, { userId, route, ...tags }: ErrorContext): void {
    Sentry.withScope((scope) => {
      if (userId !== undefined) scope.setUser({ id: userId });
      if (route !== undefined) scope.setTransactionName(`${tags.method ?? ''} ${route}`.trim());
      scope.setTags({ ...tags, route });
      Sentry.captureException(error);
    });
  }

  public async flush(): Promise<void> {
    await Sentry.flush(FLUSH_TIMEOUT_MS);
  }
}
