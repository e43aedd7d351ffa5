import {
  BaseError,
  ConnectionError,
  DatabaseError,
  ForeignKeyConstraintError,
  TimeoutError,
  UniqueConstraintError,
} from 'sequelize';
import { CONFLICT_CODES, LOCK_TIMEOUT_CODES } from '../../utils/conflictCodes.js';
import { getDriverErrorCode } from '../../utils/getDriverErrorCode.js';
import { DuplicateEntry } from '../DuplicateEntry.js';
import { Conflict } from '../errors.js';
import type { HttpException } from '../HttpException.js';
import { ServiceUnavailable } from '../ServiceUnavailable.js';

// Codes of a server that shuts down, timeouts of statements and locks, lost connections, and deadlocks that persisted
// after all retries.
const UNAVAILABLE_CODES = [
  ...CONFLICT_CODES,
  ...LOCK_TIMEOUT_CODES,
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  'PROTOCOL_CONNECTION_LOST',
  'ECONNRESET',
  'EPIPE',
  'ER_STATEMENT_TIMEOUT',
  'ER_QUERY_TIMEOUT',
  'ER_QUERY_INTERRUPTED',
  'ER_SOCKET_TIMEOUT',
  'ER_SOCKET_UNEXPECTED_CLOSE',
  'ER_CMD_CONNECTION_CLOSED',
];
const UNAVAILABLE_MESSAGE =
  /Query read timeout|^The database did not respond in time$|Connection terminated|not queryable|socket has unexpectedly been closed/i;

function isUnavailable(error: BaseError): boolean {
  if (error instanceof ConnectionError || error instanceof TimeoutError) return true;
  if (!(error instanceof DatabaseError)) return error.name === 'SequelizeConnectionAcquireTimeoutError';
  return UNAVAILABLE_CODES.includes(getDriverErrorCode(error) ?? '') || UNAVAILABLE_MESSAGE.test(error.message);
}

function camelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

export function fromSequelize(error: unknown): HttpException | undefined {
  if (!(error instanceof BaseError)) return undefined;
  if (error instanceof UniqueConstraintError) {
    const fields = error.errors.flatMap(({ path }) => (path ? [camelCase(path)] : []));
    // SQLite reports violated CHECK and NOT NULL constraints as unique errors without a field. Those are bugs of the
    // application.
    return fields.length > 0 ? new DuplicateEntry(fields) : undefined;
  }
  if (error instanceof ForeignKeyConstraintError)
    return new Conflict('The record is still referenced by another record, or refers to one that does not exist');
  return isUnavailable(error) ? new ServiceUnavailable() : undefined;
}
