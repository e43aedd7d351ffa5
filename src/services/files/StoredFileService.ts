import { Op } from 'sequelize';
import { storageConfig } from '../../config/storage.js';
import { findInBatches } from '../../database/findInBatches.js';
import { afterCommit } from '../../database/transaction.js';
import { Storage } from '../../drivers/storage/index.js';
import { StorageUnavailable } from '../../exceptions/ServiceUnavailable.js';
import { logger } from '../../logging/logger.js';
import { StoredFile } from '../../models/files/StoredFile.js';
import { clock } from '../../utils/clock.js';

/** The address of a stored file. */
export interface StoredFileLocation {
  /** The path below APP_URL. */
  path: string;
  url: string;
}

export interface NewFile {
  /** The unique name on the disk. */
  key: string;
  content: Buffer;
  /** The media type. */
  type: string;
}

/** The record that a file belongs to. */
interface FileOwner {
  /** The name of the model. */
  type: string;
  id: number;
}

/** Uploads in flight attach their file within this time. */
const GRACE_SECONDS = 86_400;
const BATCH_SIZE = 100;

const { disk } = storageConfig;

/**
 * Stores files and tracks the records that own them. The row is inserted first, then the file is written, then it is
 * attached in the owner's transaction. If the process crashes in between, the clean-up finds the orphaned row.
 */
class StoredFileService {
  /**
   * Stores a file. Call it outside a transaction: the row must be committed before the file exists.
   *
   * @throws StorageUnavailable
   */
  public async store({ key, content, type }: NewFile): Promise<void> {
    await StoredFile.create({ path: key, disk, size: content.length, type });
    try {
      await Storage.put(key, content, type);
    } catch (error) {
      await this.deleteIfUnowned(key);
      throw error;
    }
  }

  /** Makes a record the owner of a file. @throws Error if the file was cleaned up meanwhile */
  public async attach(key: string, owner: FileOwner): Promise<void> {
    const ownership = { ownerType: owner.type, ownerId: owner.id };
    const [count] = await StoredFile.update(ownership, { where: { path: key } });
    if (count === 0) throw new Error(`File ${key} does not exist and cannot be attached`);
  }

  /** Detaches a file from its owner and deletes it after the commit. */
  public async detach(key: string): Promise<void> {
    await StoredFile.update({ ownerType: null, ownerId: null }, { where: { path: key } });
    await afterCommit(() => this.deleteIfUnowned(key));
  }

  /** Deletes a file unless it has an owner. If that fails, the next clean-up retries. */
  public async deleteIfUnowned(key: string): Promise<void> {
    try {
      await this.assertUnownedAndDelete(key);
    } catch (error) {
      logger.warn('Could not delete a file, the next clean-up will retry', { key, error });
    }
  }

  /** Deletes files that have had no owner for a day and returns their number. @throws StorageUnavailable */
  public async purge(signal: AbortSignal): Promise<number> {
    const where = { disk, ...StoredFile.orphanedBefore(clock.in(-GRACE_SECONDS)) };
    let removed = 0;
    for await (const files of findInBatches(StoredFile, {
      where,
      attributes: ['id', 'path'],
      size: BATCH_SIZE,
      signal,
    }))
      for (const { path } of files) removed += await this.purgeOne(path, signal);
    return removed;
  }

  private async purgeOne(key: string, signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    try {
      await this.assertUnownedAndDelete(key);
      return 1;
    } catch (error) {
      if (error instanceof StorageUnavailable) throw error;
      // One file that cannot be deleted must not block the others.
      logger.warn('Could not clean up a file', { key, error });
      return 0;
    }
  }

  /** Checks the owner again, because a commit may have succeeded although its response was lost. */
  private async assertUnownedAndDelete(key: string): Promise<void> {
    const where = { path: key, ownerId: { [Op.ne]: null } };
    const isOwned = (await StoredFile.count({ where })) > 0;
    if (isOwned) return;
    await Storage.delete(key);
    await StoredFile.destroy({ where: { path: key, ownerId: null } });
  }
}

export default new StoredFileService();
