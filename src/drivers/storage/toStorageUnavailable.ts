import { StorageUnavailable } from '../../exceptions/ServiceUnavailable.js';
import { logger } from '../../logging/logger.js';

/** Logs the cause (timeout, rejected credentials, missing bucket) and returns the error for the client. */
export function toStorageUnavailable(disk: string, error: unknown): StorageUnavailable {
  logger.error('Storage is unavailable', { disk, error });
  return new StorageUnavailable();
}
