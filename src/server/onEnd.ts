import { appConfig } from '../config/app.js';

const WATCH_INTERVAL = 500;

/** Ends the process in an orderly way, once: on SIGTERM or SIGINT, and in development when whatever started it is gone. */
export function onEnd(end: (reason: string) => Promise<void>): void {
  let hasEnded = false;
  const endOnce = (reason: string): void => {
    if (hasEnded) return;
    hasEnded = true;
    void end(reason);
  };
  process.on('SIGTERM', endOnce);
  process.on('SIGINT', endOnce);
  if (appConfig.isDevelopment) whenOrphaned(() => endOnce('The parent process is gone'));
}

/** A file watcher that is killed takes nobody with it: its server would keep the port. */
function whenOrphaned(end: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, WATCH_INTERVAL).unref();
}
