import { type Options, Sequelize } from 'sequelize';
import type { DatabaseConfig } from '../../config/database.js';

/** MySQL and MariaDB, through the driver of the same name. */
export function connect(config: DatabaseConfig, options: Options): Sequelize {
  const isMariadb = config.dialect === 'mariadb';
  return new Sequelize({
    ...options,
    dialect: isMariadb ? 'mariadb' : 'mysql',
    timezone: '+00:00',
    define: { ...options.define, charset: 'utf8mb4', collate: 'utf8mb4_unicode_ci' },
    dialectOptions: {
      charset: 'utf8mb4',
      connectTimeout: config.timeouts.connect,
      ...(isMariadb && config.timeouts.query ? { queryTimeout: config.timeouts.query } : {}),
      ...(config.tls ? { ssl: config.tls } : {}),
    },
  });
}
