import cluster from 'node:cluster';
import { appConfig } from '../config/app.js';
import { databaseConfig } from '../config/database.js';
import { notice } from '../config/env.js';
import { mailConfig } from '../config/mail.js';
import { queueConfig } from '../config/queue.js';
import { quietly } from '../database/sequelize.js';
import { startReporting } from '../drivers/reporter/index.js';
import { prepareDatabase } from './prepareDatabase.js';
import { logger } from '../logging/logger.js';
import { OperatorError } from '../utils/OperationalError.js';
import { endOnUnexpectedErrors } from './crashOnUncaughtError.js';
import { serve } from './serve.js';
import { supervise } from './cluster.js';

const needsWorker = !queueConfig.workInServer && queueConfig.connection !== 'sync';

function announce(): void {
  const { title, version, environment, url } = appConfig;
  logger.info(`${title} ${version} runs in ${environment} on ${databaseConfig.dialect}`);
  logger.info(`  Welcome    ${url}/`);
  logger.info(`  Reference  ${url}/api/docs`);
  logger.info(`  Health     ${url}/health/ready`);
  if (mailConfig.previews) logger.info(`  Mail       ${url}/dev/mail`);
  if (needsWorker) logger.info('Jobs are left to workers: npm run worker (or QUEUE_WORK_IN_SERVER=true)');
}

/** @throws OperatorError in production */
function refuseSeedInProduction(): void {
  if (!appConfig.isProduction) return;
  const danger = '--seed adds accounts whose password everybody knows';
  throw new OperatorError(`${danger}: start without it, or add them with: npx lumina db:seed --force`);
}

/** Starts the server: the database first, then one process or, supervised by this one, several. */
export async function start({ seed }: { seed: boolean }): Promise<void> {
  if (seed) refuseSeedInProduction();
  endOnUnexpectedErrors();
  await startReporting();
  if (cluster.isWorker) {
    await serve();
    return;
  }
  if (notice) logger.info(notice);
  for (const line of await quietly(() => prepareDatabase({ seed }))) logger.info(line);
  if (appConfig.workers === 1) await serve();
  else await supervise(appConfig.workers);
  announce();
}
