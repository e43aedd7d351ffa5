import cluster from 'node:cluster';
import { appConfig } from '../config/app.js';
import { databaseConfig } from '../config/database.js';
import { notice } from '../config/env.js';
import { quietly } from '../database/sequelize.js';
import { prepareDatabase } from './prepareDatabase.js';
import { logger } from '../utils/logger.js';
import { endOnUnexpectedErrors } from './endOnUnexpectedErrors.js';
import { serve } from './serve.js';
import { supervise } from './supervise.js';

function announce(): void {
  const { title, version, environment, url } = appConfig;
  logger.info(`${title} ${version} runs in ${environment} on ${databaseConfig.dialect}`);
  logger.info(`  Welcome    ${url}/`);
  logger.info(`  Reference  ${url}/api/docs`);
  logger.info(`  Health     ${url}/health/ready`);
}

/** Starts the server: the database first, then one process or, supervised by this one, several. */
export async function start({ seed }: { seed: boolean }): Promise<void> {
  endOnUnexpectedErrors();
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
