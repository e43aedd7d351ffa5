import { afterAll, beforeAll } from '@jest/globals';
import { sequelize } from '../../src/database/sequelize.js';
import { closeDrivers } from '../../src/drivers/lifecycle.js';
import { modules } from '../../src/modules/index.js';

/** Tables of the queue, which has no models. */
const TABLES = ['jobs', 'queue_rates', 'job_outbox'];

/** Empties the database before the test file and closes it afterwards. Imported for its effect. */
beforeAll(async () => {
  const models = modules.flatMap((module) => module.models).reverse();
  for (const model of models) await model.destroy({ where: {}, force: true });
  for (const table of TABLES) await sequelize.getQueryInterface().bulkDelete(table, {});
});

afterAll(async () => {
  await closeDrivers();
  await sequelize.close();
});
