import cluster from 'node:cluster';
import { appConfig } from '../config/app.js';
import { databaseConfig } from '../config/database.js';
import { startupNotice } from '../config/env.js';
import { mailConfig } from '../config/mail.js';
import { queueConfig } from '../config/queue.js';
import { withoutSqlLog } from '../database/sequelize.js';
import { startErrorReporting } from '../drivers/reporter/index.js';
import { logger } from '../logging/logger.js';
import { OperationalError } from '../utils/OperationalError.js';
import { serveWorkerMetrics } from './aggregateMetrics.js';
import { supervise } from './cluster.js';
import { crashOnUncaughtError } from './crashOnUncaughtError.js';
import { prepareDatabase } from './prepareDatabase.js';
import { serve } from './serve.js';

const needsWorker = !queueConfig.workInServer && queueConfig.connection !== 'sync';

function logStartup(): void {
  const { title, version, environment, url } = appConfig;
  logger.info(`${title} ${version} runs in ${environment} on ${databaseConfig.dialect}`);
  logger.info(`  Welcome    ${url}/`);
  logger.info(`  Reference  ${url}/api/docs`);
  logger.info(`  Health     ${url}/health/ready`);
  if (mailConfig.previewsDirectory) logger.info(`  Mail       ${url}/dev/mail`);
  if (needsWorker)
    logger.info('No worker in this process: start one with npm run worker (or set QUEUE_WORK_IN_SERVER=true)');
}

/** @throws OperationalError in production */
function assertSeedingAllowed(): void {
  if (!appConfig.isProduction) return;
  const danger = '--seed adds accounts with well-known passwords';
  throw new OperationalError(`${danger}: start without it, or add them with: npx lumina db:seed --force`);
}

/** Prepares the database, then serves from this process, or from a cluster if WEB_CONCURRENCY is above 1. */
export async function start({ seed }: { seed: boolean }): Promise<void> {
  if (seed) assertSeedingAllowed();
  crashOnUncaughtError();
  await startErrorReporting();
  if (cluster.isWorker) {
    serveWorkerMetrics();
    await serve();
    return;
  }
  if (startupNotice) logger.info(startupNotice);
  for (const line of await withoutSqlLog(() => prepareDatabase({ seed }))) logger.info(line);
  if (appConfig.workers === 1) await serve();
  else await supervise(appConfig.workers);
  logStartup();
}
