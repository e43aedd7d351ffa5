import { isRunByNpm } from '../config/env.js';
import { httpConfig } from '../config/http.js';

const ORPHAN_CHECK_INTERVAL_MS = 500;

/**
 * Graceful shutdown: runs the callback once, on SIGTERM or SIGINT. npm does not forward signals, so the end of a parent
 * npm counts too.
 */
export function onShutdown(shutDown: (reason: string) => Promise<void>): void {
  let isShuttingDown = false;
  const shutDownOnce = (reason: string): void => {
    if (isShuttingDown) return;
    isShuttingDown = true;
    // A query that never ends must not keep the process alive.
    setTimeout(() => process.exit(1), httpConfig.timeoutsMs.shutdown).unref();
    void shutDown(reason);
  };
  process.on('SIGTERM', shutDownOnce);
  process.on('SIGINT', shutDownOnce);
  if (isRunByNpm) onOrphaned(() => shutDownOnce('The parent process is gone'));
}

/** A killed npm or file watcher leaves its child processes running: an orphaned server would keep the port. */
function onOrphaned(callback: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) callback();
  }, ORPHAN_CHECK_INTERVAL_MS).unref();
}
