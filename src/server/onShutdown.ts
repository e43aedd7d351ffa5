import { isRunByNpm } from '../config/env.js';
import { httpConfig } from '../config/http.js';

const ORPHAN_CHECK_INTERVAL_MS = 500;

/** Ends the process in an orderly way, once: on SIGTERM or SIGINT, and when npm, which keeps signals to itself, is gone. */
export function onShutdown(shutDown: (reason: string) => Promise<void>): void {
  let isShuttingDown = false;
  const shutDownOnce = (reason: string): void => {
    if (isShuttingDown) return;
    isShuttingDown = true;
    // A query that never ends must not keep the process.
    setTimeout(() => process.exit(1), httpConfig.timeoutsMs.shutdown).unref();
    void shutDown(reason);
  };
  process.on('SIGTERM', shutDownOnce);
  process.on('SIGINT', shutDownOnce);
  if (isRunByNpm) onOrphaned(() => shutDownOnce('The parent process is gone'));
}

/** npm and a file watcher that are killed take nobody with them: their server would keep the port. */
function onOrphaned(callback: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) callback();
  }, ORPHAN_CHECK_INTERVAL_MS).unref();
}
