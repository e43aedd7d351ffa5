import pg from 'pg';
import { type Options, Sequelize } from 'sequelize';
import type { DatabaseConfig } from '../../config/database.js';

const { INT8 } = pg.types.builtins;

/** Milliseconds that the server has to report its own timeout before the client closes a silent connection. */
const TIMEOUT_MARGIN_MS = 2_000;

export function connect(config: DatabaseConfig, options: Options): Sequelize {
  // Ids are BIGINT and numbers in every dialect; pg returns strings by default.
  pg.types.setTypeParser(INT8, Number);
  const { connect: connectionTimeoutMillis, query } = config.timeoutsMs;
  return new Sequelize({
    ...options,
    dialect: 'postgres',
    dialectModule: pg,
    dialectOptions: {
      connectionTimeoutMillis,
      keepAlive: true,
      ...(query ? { statement_timeout: query, query_timeout: query + TIMEOUT_MARGIN_MS } : {}),
      ...(config.tls ? { ssl: config.tls } : {}),
    },
  });
}
