import { prepareDatabase } from '../../src/server/prepareDatabase.js';
import { sequelize } from '../../src/database/sequelize.js';
import { exitWithError } from '../../src/server/exitWithError.js';

try {
  await prepareDatabase({ migrate: true });
  await sequelize.close();
} catch (error) {
  exitWithError(error);
}
