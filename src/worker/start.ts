import { appConfig } from '../config/app.js';
import { databaseConfig } from '../config/database.js';
import { notice } from '../config/env.js';
import { queueConfig } from '../config/queue.js';
import { quietly, sequelize } from '../database/sequelize.js';
import { closeDrivers } from '../drivers/lifecycle.js';
import type { WorkOptions } from '../drivers/queue/QueueDriver.js';
import { startReporting } from '../drivers/reporter/index.js';
import { endOnUnexpectedErrors } from '../server/crashOnUncaughtError.js';
import { onEnd } from '../server/onShutdown.js';
import { prepareDatabase } from '../server/prepareDatabase.js';
import { logger } from '../logging/logger.js';
import { OperatorError } from '../utils/OperationalError.js';
import { workOptions } from './options.js';
import { serveHealth } from './serveHealth.js';
import { startWorking } from './startWorker.js';

function announce({ queues, concurrency }: WorkOptions): void {
  const { title, version, environment } = appConfig;
  const where = queueConfig.connection === 'redis' ? 'Redis' : databaseConfig.dialect;
  logger.info(`${title} ${version} works its queues in ${environment} on ${where}`);
  logger.info(`  Queues     ${queues.join(', ')}, ${concurrency} at once in each`);
  if (queueConfig.workerPort) logger.info(`  Health     http://localhost:${queueConfig.workerPort}/health/live`);
}

/**
 * Starts a worker: the database first, then its queues, until the process is told to end.
 *
 * @throws OperatorError with what is wrong in plain words
 */
export async function start(args: string[]): Promise<void> {
  const options = workOptions(args);
  if (queueConfig.connection === 'sync') {
    throw new OperatorError('QUEUE_CONNECTION=sync runs every job at once and leaves a worker nothing to do');
  }
  endOnUnexpectedErrors();
  await startReporting();
  if (notice) logger.info(notice);
  for (const line of await quietly(() => prepareDatabase())) logger.info(line);
  await serveHealth();
  const working = await startWorking(options);
  onEnd(async (reason) => {
    logger.info(`${reason}: finishing the jobs in hand`);
    await working.stop();
    await closeDrivers();
    await sequelize.close();
    process.exit(0);
  });
  announce(options);
}
