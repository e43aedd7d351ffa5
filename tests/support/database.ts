import { afterAll, beforeAll } from '@jest/globals';
import { sequelize } from '../../src/database/sequelize.js';
import { closeDrivers } from '../../src/drivers/lifecycle.js';
import { modules } from '../../src/modules/index.js';

/** Of the queue, which reads and writes them without models. */
const TABLES = ['jobs', 'queue_rates', 'job_outbox'];

/** Gives the test file an empty database, and closes it at the end. Imported for its effect. */
beforeAll(async () => {
  const models = modules.flatMap((module) => module.models).reverse();
  for (const model of models) await model.destroy({ where: {}, force: true });
  for (const table of TABLES) await sequelize.getQueryInterface().bulkDelete(table, {});
});

afterAll(async () => {
  await closeDrivers();
  await sequelize.close();
});
