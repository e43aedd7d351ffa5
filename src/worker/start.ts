import { appConfig } from '../config/app.js';
import { databaseConfig } from '../config/database.js';
import { startupNotice } from '../config/env.js';
import { queueConfig } from '../config/queue.js';
import { withoutSqlLog, sequelize } from '../database/sequelize.js';
import { closeDrivers } from '../drivers/lifecycle.js';
import type { WorkOptions } from '../drivers/queue/QueueDriver.js';
import { startErrorReporting } from '../drivers/reporter/index.js';
import { logger } from '../logging/logger.js';
import { crashOnUncaughtError } from '../server/crashOnUncaughtError.js';
import { onShutdown } from '../server/onShutdown.js';
import { prepareDatabase } from '../server/prepareDatabase.js';
import { OperationalError } from '../utils/OperationalError.js';
import { parseWorkOptions } from './options.js';
import { serveHealth } from './serveHealth.js';
import { startWorker } from './startWorker.js';

function logStartup({ queues, concurrency }: WorkOptions): void {
  const { title, version, environment } = appConfig;
  const backend = queueConfig.connection === 'redis' ? 'Redis' : databaseConfig.dialect;
  logger.info(`${title} ${version} worker runs in ${environment} on ${backend}`);
  logger.info(`  Queues     ${queues.join(', ')}, ${concurrency} concurrent jobs in each`);
  if (queueConfig.workerPort) logger.info(`  Health     http://localhost:${queueConfig.workerPort}/health/live`);
}

/**
 * Prepares the database, then runs the queues until the process is told to shut down.
 *
 * @throws OperationalError with a message for the operator
 */
export async function start(args: string[]): Promise<void> {
  const options = parseWorkOptions(args);
  if (queueConfig.connection === 'sync') {
    throw new OperationalError('QUEUE_CONNECTION=sync runs every job immediately and leaves no work for a worker');
  }
  crashOnUncaughtError();
  await startErrorReporting();
  if (startupNotice) logger.info(startupNotice);
  for (const line of await withoutSqlLog(() => prepareDatabase())) logger.info(line);
  await serveHealth();
  const worker = await startWorker(options);
  onShutdown(async (reason) => {
    logger.info(`${reason}: waiting for running jobs`);
    await worker.stop();
    await closeDrivers();
    await sequelize.close();
    process.exit(0);
  });
  logStartup(options);
}
