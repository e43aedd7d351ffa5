import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { sequelize } from '../database/sequelize.js';
import { closeDrivers } from '../drivers/lifecycle.js';
import { logger } from '../logging/logger.js';
import { serveAggregatedMetrics } from './aggregateMetrics.js';
import { startInProcessWorker, hasInProcessWorker } from './inProcessWorker.js';
import { onShutdown } from './onShutdown.js';
import { serveRateLimitCounters } from './rateLimitCounters.js';

/** Delays the replacement of a lost worker, so that one that cannot start does not restart in a tight loop. */
const RESTART_DELAY_MS = 1_000;

function workers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}

/** Waits until a new worker listens. Exits if it fails: the others would fail too, and the worker has logged why. */
async function startWorker(): Promise<void> {
  const worker = cluster.fork();
  const giveUp = (): void => {
    killAll('SIGKILL');
    process.exit(1);
  };
  worker.once('exit', giveUp);
  await once(worker, 'listening');
  worker.off('exit', giveUp);
}

function replaceLostWorkers(isShuttingDown: () => boolean): void {
  cluster.on('exit', (worker, code, signal) => {
    if (isShuttingDown()) return;
    logger.error('A worker exited and will be replaced', { pid: worker.process.pid, exitCode: code, signal });
    setTimeout(() => !isShuttingDown() && cluster.fork(), RESTART_DELAY_MS);
  });
}

/** An unhandled error event of one worker would crash the supervisor, and with it all workers. */
function logWorkerErrors(): void {
  cluster.on('fork', (worker) => worker.on('error', (error) => logger.warn('Could not reach a worker', { error })));
}

function killAll(signal: 'SIGTERM' | 'SIGKILL'): void {
  for (const worker of workers()) worker.process.kill(signal);
}

async function stopWorkers(): Promise<void> {
  const exits = workers().map((worker) => once(worker, 'exit'));
  killAll('SIGTERM');
  await Promise.all(exits);
}

/** Runs a cluster of worker processes that share the port and the rate-limit counters. Lost workers are replaced. */
export async function supervise(count: number): Promise<void> {
  let isShuttingDown = false;
  serveRateLimitCounters();
  serveAggregatedMetrics();
  logWorkerErrors();
  if (!hasInProcessWorker) await sequelize.close();
  await Promise.all(Array.from({ length: count }, startWorker));
  replaceLostWorkers(() => isShuttingDown);
  const queueWorker = startInProcessWorker();
  onShutdown(async (reason) => {
    isShuttingDown = true;
    logger.info(`${reason}: stopping ${workers().length} workers`);
    process.once('exit', () => killAll('SIGKILL'));
    await Promise.all([stopWorkers(), queueWorker.then(({ stop }) => stop())]);
    await closeDrivers();
    process.exit(0);
  });
  await queueWorker;
}
