import { appConfig } from '../config/app.js';
import { databaseConfig } from '../config/database.js';
import { startupNotice } from '../config/env.js';
import { queueConfig } from '../config/queue.js';
import { withoutSqlLog, sequelize } from '../database/sequelize.js';
import { closeDrivers } from '../drivers/lifecycle.js';
import type { WorkOptions } from '../drivers/queue/QueueDriver.js';
import { startErrorReporting } from '../drivers/reporter/index.js';
import { crashOnUncaughtError } from '../server/crashOnUncaughtError.js';
import { onShutdown } from '../server/onShutdown.js';
import { prepareDatabase } from '../server/prepareDatabase.js';
import { logger } from '../logging/logger.js';
import { OperationalError } from '../utils/OperationalError.js';
import { parseWorkOptions } from './options.js';
import { serveHealth } from './serveHealth.js';
import { startWorker } from './startWorker.js';

function logStartup({ queues, concurrency }: WorkOptions): void {
  const { title, version, environment } = appConfig;
  const where = queueConfig.connection === 'redis' ? 'Redis' : databaseConfig.dialect;
  logger.info(`${title} ${version} works its queues in ${environment} on ${where}`);
  logger.info(`  Queues     ${queues.join(', ')}, ${concurrency} at once in each`);
  if (queueConfig.workerPort) logger.info(`  Health     http://localhost:${queueConfig.workerPort}/health/live`);
}

/**
 * Starts a worker: the database first, then its queues, until the process is told to end.
 *
 * @throws OperationalError with what is wrong in plain words
 */
export async function start(args: string[]): Promise<void> {
  const options = parseWorkOptions(args);
  if (queueConfig.connection === 'sync') {
    throw new OperationalError('QUEUE_CONNECTION=sync runs every job at once and leaves a worker nothing to do');
  }
  crashOnUncaughtError();
  await startErrorReporting();
  if (startupNotice) logger.info(startupNotice);
  for (const line of await withoutSqlLog(() => prepareDatabase())) logger.info(line);
  await serveHealth();
  const worker = await startWorker(options);
  onShutdown(async (reason) => {
    logger.info(`${reason}: finishing the jobs in hand`);
    await worker.stop();
    await closeDrivers();
    await sequelize.close();
    process.exit(0);
  });
  logStartup(options);
}
