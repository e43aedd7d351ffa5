import type { Socket } from 'node:net';
import type { Connection } from 'mysql2';
import { DataTypes, type Options, Sequelize } from 'sequelize';
import type { DatabaseConfig } from '../../config/database.js';

type MysqlConnection = Connection & { stream: Socket };

const TABLE_OPTIONS = { charset: 'utf8mb4', collate: 'utf8mb4_unicode_ci' };

/** Databases created by hand may default to latin1, which cannot store all names. */
function useUnicodeTables(sequelize: Sequelize): void {
  const schema = sequelize.getQueryInterface();
  const createTable = schema.createTable.bind(schema);
  schema.createTable = (name, columns, options) => createTable(name, columns, { ...TABLE_OPTIONS, ...options });
}

function hasDate(types: unknown): types is { DATE: { prototype: object } } {
  return typeof types === 'object' && types !== null && 'DATE' in types;
}

/** In raw queries Sequelize formats dates by the type's default, which has no length and drops milliseconds. */
function keepMilliseconds(dialect: 'mysql' | 'mariadb'): void {
  const types: unknown = Reflect.get(DataTypes, dialect);
  if (hasDate(types)) Object.assign(types.DATE.prototype, { _length: 3 });
}

/** Milliseconds that the server has to report its own timeout before the client closes a silent connection. */
const TIMEOUT_MARGIN_MS = 2_000;

/**
 * MySQL limits SELECTs only, in milliseconds. MariaDB lacks that variable; its own limits all statements, in seconds.
 */
function limitQueryTime(connection: MysqlConnection, milliseconds: number): void {
  connection.stream.setTimeout(milliseconds + TIMEOUT_MARGIN_MS, () =>
    connection.stream.destroy(new Error('The database did not respond in time')),
  );
  connection.query(`SET SESSION max_execution_time = ${milliseconds}`, (error) => {
    if (error) connection.query(`SET SESSION max_statement_time = ${milliseconds / 1000}`, () => undefined);
  });
}

function toDriverOptions({ dialect, timeoutsMs, tls }: DatabaseConfig): object {
  const { connect: connectTimeout, query } = timeoutsMs;
  const limits =
    dialect === 'mariadb' && query ? { queryTimeout: query, socketTimeout: query + TIMEOUT_MARGIN_MS } : {};
  return { charset: 'utf8mb4', connectTimeout, ...limits, ...(tls ? { ssl: tls } : {}) };
}

/** Connects to MySQL or MariaDB, with the driver of the same name. */
export function connect(config: DatabaseConfig, options: Options): Sequelize {
  const dialect = config.dialect === 'mariadb' ? 'mariadb' : 'mysql';
  const dialectOptions = toDriverOptions(config);
  const sequelize = new Sequelize({ ...options, dialect, timezone: '+00:00', dialectOptions });
  const { query } = config.timeoutsMs;
  if (dialect === 'mysql' && query) {
    sequelize.addHook('afterConnect', (connection) => limitQueryTime(connection as MysqlConnection, query));
  }
  useUnicodeTables(sequelize);
  keepMilliseconds(dialect);
  return sequelize;
}
