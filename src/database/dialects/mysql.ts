import { type Options, Sequelize } from 'sequelize';
import type { DatabaseConfig } from '../../config/database.js';

const TABLE_OPTIONS = { charset: 'utf8mb4', collate: 'utf8mb4_unicode_ci' };

/** A database that somebody made by hand may default to latin1, which cannot hold every name. */
function makeTablesUnicode(sequelize: Sequelize): void {
  const schema = sequelize.getQueryInterface();
  const createTable = schema.createTable.bind(schema);
  schema.createTable = (name, columns, options) => createTable(name, columns, { ...TABLE_OPTIONS, ...options });
}

/** MySQL and MariaDB, through the driver of the same name. */
export function connect(config: DatabaseConfig, options: Options): Sequelize {
  const isMariadb = config.dialect === 'mariadb';
  const sequelize = new Sequelize({
    ...options,
    dialect: isMariadb ? 'mariadb' : 'mysql',
    timezone: '+00:00',
    dialectOptions: {
      charset: 'utf8mb4',
      connectTimeout: config.timeouts.connect,
      ...(isMariadb && config.timeouts.query ? { queryTimeout: config.timeouts.query } : {}),
      ...(config.tls ? { ssl: config.tls } : {}),
    },
  });
  makeTablesUnicode(sequelize);
  return sequelize;
}
