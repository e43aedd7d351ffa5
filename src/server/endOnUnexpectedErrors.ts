import { logger } from '../utils/logger.js';

/** After an error that nobody caught the process is in an unknown state: it says why and ends, to be started anew. */
export function endOnUnexpectedErrors(): void {
  const end = (error: unknown): void => {
    logger.error('Unexpected error, the process ends', { error });
    // The log is written asynchronously where it goes to a file or a pipe.
    logger.once('finish', () => process.exit(1)).end();
    setTimeout(() => process.exit(1), 1_000).unref();
  };
  process.once('uncaughtException', end);
  process.once('unhandledRejection', end);
}
