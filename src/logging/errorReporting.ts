/** The context of a reported error: names and ids only, never client input. */
export interface ErrorContext {
  requestId?: string | undefined;
  method?: string | undefined;
  /** The route's pattern, such as `/api/users/:id`. */
  route?: string | undefined;
  userId?: number | undefined;
  queue?: string | undefined;
  job?: string | undefined;
  jobId?: string | undefined;
}

/** Sends unexpected errors to a monitoring service. */
export interface ErrorReporter {
  report: (error: unknown, context: ErrorContext) => void;
  /** Waits for pending reports, with a timeout. */
  flush: () => Promise<void>;
}

let reporter: ErrorReporter | undefined;

/**
 * Sets the reporter. It is injected because every layer reports errors, while the reporter is a driver in an upper
 * layer.
 */
export function setErrorReporter(newReporter: ErrorReporter | undefined): void {
  reporter = newReporter;
}

/** Reports an unexpected error, if a reporter is configured. Callers log the error themselves. */
export function reportError(error: unknown, context: ErrorContext = {}): void {
  reporter?.report(error, context);
}

/** Waits for pending reports before the process exits. */
export async function flushErrorReports(): Promise<void> {
  await reporter?.flush();
}
