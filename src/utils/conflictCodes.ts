import { getDriverErrorCode } from './getDriverErrorCode.js';

/** Codes of deadlocks and serialization failures, after which the transaction is rolled back and can be retried. */
export const CONFLICT_CODES = ['40P01', '40001', 'ER_LOCK_DEADLOCK', 'SQLITE_BUSY'];

/** Codes of a lock that was not granted in time. */
export const LOCK_TIMEOUT_CODES = ['55P03', 'ER_LOCK_WAIT_TIMEOUT'];

export function isConflict(error: unknown): boolean {
  return CONFLICT_CODES.includes(getDriverErrorCode(error) ?? '');
}

export function isLockTimeout(error: unknown): boolean {
  return LOCK_TIMEOUT_CODES.includes(getDriverErrorCode(error) ?? '');
}
