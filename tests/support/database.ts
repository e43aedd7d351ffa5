import { afterAll, beforeAll } from '@jest/globals';
import { sequelize } from '../../src/database/sequelize.js';
import { modules } from '../../src/modules/index.js';

/** Gives the test file an empty database, and closes it at the end. Imported for its effect. */
beforeAll(async () => {
  const models = modules.flatMap((module) => module.models).reverse();
  for (const model of models) await model.destroy({ where: {}, force: true });
});

afterAll(async () => {
  await sequelize.close();
});
