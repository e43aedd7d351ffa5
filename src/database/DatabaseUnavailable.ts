import {
  AccessDeniedError,
  ConnectionRefusedError,
  ConnectionTimedOutError,
  HostNotFoundError,
  HostNotReachableError,
} from 'sequelize';
import { databaseConfig } from '../config/database.js';
import { getDriverErrorCode } from '../utils/getDriverErrorCode.js';
import { OperationalError } from '../utils/OperationalError.js';

const DIALECT_NAMES = { sqlite: 'SQLite', postgres: 'PostgreSQL', mysql: 'MySQL', mariadb: 'MariaDB' };

const { dialect, host, port, database, username, storage } = databaseConfig;

const serverName = dialect === 'sqlite' ? `SQLite at ${storage}` : `${DIALECT_NAMES[dialect]} at ${host}:${port}`;

const UNREACHABLE_ERRORS = [ConnectionRefusedError, ConnectionTimedOutError, HostNotFoundError, HostNotReachableError];
const DENIED_CODES = ['28P01', '28000', 'ER_ACCESS_DENIED_ERROR', 'ER_DBACCESS_DENIED_ERROR'];
const UNREACHABLE_CODES = [
  'ECONNREFUSED',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ER_CONNECTION_TIMEOUT',
  'ER_GET_CONNECTION_TIMEOUT',
];

// pg reports a timeout without a code.
function isTimeout(error: Error): boolean {
  return error.message === 'timeout expired';
}

function isUnreachable(error: Error, code: string): boolean {
  return (
    UNREACHABLE_ERRORS.some((errorClass) => error instanceof errorClass) ||
    UNREACHABLE_CODES.includes(code) ||
    isTimeout(error)
  );
}

function describeError(error: Error): string {
  const code = getDriverErrorCode(error) ?? '';
  if (code === '42501' || code === 'ER_DBACCESS_DENIED_ERROR') {
    return `${serverName} has no database ${database}, and ${username} may not create it. Create it, or check DB_DATABASE`;
  }
  if (error instanceof AccessDeniedError || DENIED_CODES.includes(code)) {
    return `${serverName} rejected ${username}. Check DB_USERNAME and DB_PASSWORD`;
  }
  if (isUnreachable(error, code)) {
    return `${serverName} is unreachable. Is it running? Check DB_HOST and DB_PORT`;
  }
  return `${serverName} is unavailable: ${error.message}`;
}

/** The database is unavailable at startup. The message is a single line for operators. */
export class DatabaseUnavailable extends OperationalError {
  public override readonly name = 'DatabaseUnavailable';

  public constructor(error: Error) {
    super(describeError(error), { cause: error });
  }
}
