import { once } from 'node:events';
import { flushErrorReports, reportError } from '../logging/errorReporting.js';
import { logger } from '../logging/logger.js';

/** Milliseconds in which the log and the report of the error must have left. */
const FLUSH_TIMEOUT_MS = 3_000;

/** After an error that nobody caught the process is in an unknown state: it says why and ends, to be started anew. */
export function crashOnUncaughtError(): void {
  const crash = (error: unknown): void => {
    logger.error('Unexpected error, the process ends', { error });
    reportError(error);
    // The log is written asynchronously where it goes to a file or a pipe, and a report takes its time.
    const isLogged = once(logger, 'finish');
    logger.end();
    void Promise.all([isLogged, flushErrorReports()]).then(() => process.exit(1));
    setTimeout(() => process.exit(1), FLUSH_TIMEOUT_MS).unref();
  };
  process.once('uncaughtException', crash);
  process.once('unhandledRejection', crash);
}
