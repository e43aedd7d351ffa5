import { isRunByNpm } from '../config/env.js';
import { httpConfig } from '../config/http.js';

const WATCH_INTERVAL = 500;

/** Ends the process in an orderly way, once: on SIGTERM or SIGINT, and when npm, which keeps signals to itself, is gone. */
export function onEnd(end: (reason: string) => Promise<void>): void {
  let hasEnded = false;
  const endOnce = (reason: string): void => {
    if (hasEnded) return;
    hasEnded = true;
    // A query that never ends must not keep the process.
    setTimeout(() => process.exit(1), httpConfig.timeouts.shutdown).unref();
    void end(reason);
  };
  process.on('SIGTERM', endOnce);
  process.on('SIGINT', endOnce);
  if (isRunByNpm) whenOrphaned(() => endOnce('The parent process is gone'));
}

/** npm and a file watcher that are killed take nobody with them: their server would keep the port. */
function whenOrphaned(end: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, WATCH_INTERVAL).unref();
}
