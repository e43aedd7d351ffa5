import { once } from 'node:events';
import { flushErrorReports, reportError } from '../logging/errorReporting.js';
import { logger } from '../logging/logger.js';

/** Bounds the time to flush the log and the error report. */
const FLUSH_TIMEOUT_MS = 3_000;

/** Logs an uncaught error and exits, because the process is in an unknown state. The process manager restarts it. */
export function crashOnUncaughtError(): void {
  const crash = (error: unknown): void => {
    logger.error('Uncaught error, exiting', { error });
    reportError(error);
    // Logs to files and pipes, and error reports, are written asynchronously.
    const isLogged = once(logger, 'finish');
    logger.end();
    void Promise.all([isLogged, flushErrorReports()]).then(() => process.exit(1));
    setTimeout(() => process.exit(1), FLUSH_TIMEOUT_MS).unref();
  };
  process.once('uncaughtException', crash);
  process.once('unhandledRejection', crash);
}
