import { StorageUnavailable } from '../../exceptions/ServiceUnavailable.js';
import { logger } from '../../logging/logger.js';

/** The error for clients, while the log keeps why: no answer, refused credentials, a bucket that does not exist. */
export function toStorageUnavailable(disk: string, error: unknown): StorageUnavailable {
  logger.error('The storage cannot be used', { disk, error });
  return new StorageUnavailable();
}
