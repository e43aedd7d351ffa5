/** What is told of an error beside itself: names and ids only, never what a client sent. */
export interface ErrorContext {
  requestId?: string | undefined;
  method?: string | undefined;
  /** As its table has it, such as `/api/users/:id`. */
  route?: string | undefined;
  userId?: number | undefined;
  queue?: string | undefined;
  job?: string | undefined;
  jobId?: string | undefined;
}

/** Tells somebody of errors that should not have happened. */
export interface ErrorReporter {
  report: (error: unknown, facts: ErrorContext) => void;
  /** Waits, for a moment at most, until everything was told. */
  flush: () => Promise<void>;
}

let reporter: ErrorReporter | undefined;

/** Says who is told of errors. They are reported from every layer, and the reporter is a driver above most of them. */
export function setErrorReporter(chosen: ErrorReporter | undefined): void {
  reporter = chosen;
}

/** Reports an error that nobody expected, if anybody wants to know. It is logged besides. */
export function reportError(error: unknown, facts: ErrorContext = {}): void {
  reporter?.report(error, facts);
}

/** Waits until the reported errors have left, before the process ends. */
export async function flushErrorReports(): Promise<void> {
  await reporter?.flush();
}
