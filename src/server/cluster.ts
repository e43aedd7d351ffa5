import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { sequelize } from '../database/sequelize.js';
import { closeDrivers } from '../drivers/lifecycle.js';
import { logger } from '../logging/logger.js';
import { serveAggregatedMetrics } from './aggregateMetrics.js';
import { serveRateLimitCounters } from './rateLimitCounters.js';
import { onShutdown } from './onShutdown.js';
import { startInProcessWorker, hasInProcessWorker } from './inProcessWorker.js';

/** Milliseconds before a lost worker is replaced, so that a worker that cannot start is not restarted in a tight loop. */
const RESTART_DELAY = 1_000;

function workers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}

/** Waits until a new worker serves. If the first start fails, the others would fail too: the worker has logged why. */
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

function replaceLostWorkers(isEnding: () => boolean): void {
  cluster.on('exit', (worker, code, signal) => {
    if (isEnding()) return;
    logger.error('A worker ended and is replaced', { pid: worker.process.pid, exitCode: code, signal });
    setTimeout(() => !isEnding() && cluster.fork(), RESTART_DELAY);
  });
}

/** Without a listener, an error of one worker would end the supervisor and with it all the others. */
function logWorkerErrors(): void {
  cluster.on('fork', (worker) => worker.on('error', (error) => logger.warn('A worker cannot be reached', { error })));
}

function killAll(signal: 'SIGTERM' | 'SIGKILL'): void {
  for (const worker of workers()) worker.process.kill(signal);
}

async function endWorkers(): Promise<void> {
  const exits = workers().map((worker) => once(worker, 'exit'));
  killAll('SIGTERM');
  await Promise.all(exits);
}

/** Serves from several processes that share the port and their rate-limit counters; replaces those that die. */
export async function supervise(count: number): Promise<void> {
  let isEnding = false;
  serveRateLimitCounters();
  serveAggregatedMetrics();
  logWorkerErrors();
  if (!hasInProcessWorker) await sequelize.close();
  await Promise.all(Array.from({ length: count }, startWorker));
  replaceLostWorkers(() => isEnding);
  const working = startInProcessWorker();
  onShutdown(async (reason) => {
    isEnding = true;
    logger.info(`${reason}: ending ${workers().length} workers`);
    process.once('exit', () => killAll('SIGKILL'));
    await Promise.all([endWorkers(), working.then(({ stop }) => stop())]);
    await closeDrivers();
    process.exit(0);
  });
  await working;
}
