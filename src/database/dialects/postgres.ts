import pg from 'pg';
import { type Options, Sequelize } from 'sequelize';
import type { DatabaseConfig } from '../../config/database.js';

const { INT8 } = pg.types.builtins;

/** Milliseconds that the server has to report its own timeout before the client closes a silent connection. */
const TIMEOUT_MARGIN_MS = 2_000;

/**
 * A client whose connection may break at any time. Sequelize listens for errors only after it has connected: an error in
 * between would have no listener and end the process.
 */
export class PostgresClient extends pg.Client {
  public constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

export function connect(config: DatabaseConfig, options: Options): Sequelize {
  // Ids are BIGINT and numbers in every dialect; pg returns strings by default.
  pg.types.setTypeParser(INT8, Number);
  const { connect: connectionTimeoutMillis, query } = config.timeoutsMs;
  return new Sequelize({
    ...options,
    dialect: 'postgres',
    dialectModule: { ...pg, Client: PostgresClient },
    dialectOptions: {
      connectionTimeoutMillis,
      keepAlive: true,
      ...(query ? { statement_timeout: query, query_timeout: query + TIMEOUT_MARGIN_MS } : {}),
      ...(config.tls ? { ssl: config.tls } : {}),
    },
  });
}
