import pg from 'pg';
import { type Options, Sequelize } from 'sequelize';
import type { DatabaseConfig } from '../../config/database.js';

const { INT8 } = pg.types.builtins;

/** Time for the server to report its own time-out before the client gives up on a silent connection, in ms. */
const TIMEOUT_MARGIN_MS = 2_000;

export function connect(config: DatabaseConfig, options: Options): Sequelize {
  // Ids are BIGINT and read as numbers on every dialect; pg alone would give strings.
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
