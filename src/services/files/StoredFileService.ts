import { Op } from 'sequelize';
import { storageConfig } from '../../config/storage.js';
import { findInBatches } from '../../database/findInBatches.js';
import { afterCommit } from '../../database/transaction.js';
import { Storage } from '../../drivers/storage/index.js';
import { StorageUnavailable } from '../../exceptions/ServiceUnavailable.js';
import { StoredFile } from '../../models/files/StoredFile.js';
import { clock } from '../../utils/clock.js';
import { logger } from '../../logging/logger.js';

/** Where a file is read. */
export interface StoredFileLocation {
  /** Below the server's address. */
  path: string;
  url: string;
}

export interface NewFile {
  /** Its name on the disk, never used before. */
  key: string;
  content: Buffer;
  /** Its media type. */
  type: string;
}

/** The record that a file belongs to. */
interface FileOwner {
  /** The name of its model. */
  type: string;
  id: number;
}

/** Uploads that are still in flight attach their file within this time. */
const GRACE_SECONDS = 86_400;
const BATCH_SIZE = 100;

const { disk } = storageConfig;

/**
 * Files and the records that they belong to. A file is noted, written and then claimed in the transaction of its
 * owner; whatever ends the process in between, the clean-up finds the note.
 */
class StoredFileService {
  /** Outside of a transaction: the note must stand before the file does. @throws StorageUnavailable */
  public async store({ key, content, type }: NewFile): Promise<void> {
    await StoredFile.create({ path: key, disk, size: content.length, type });
    try {
      await Storage.put(key, content, type);
    } catch (error) {
      await this.deleteIfUnowned(key);
      throw error;
    }
  }

  /** Gives the file to a record. @throws Error if the file was cleaned up meanwhile */
  public async attach(key: string, owner: FileOwner): Promise<void> {
    const ownership = { ownerType: owner.type, ownerId: owner.id };
    const [count] = await StoredFile.update(ownership, { where: { path: key } });
    if (count === 0) throw new Error(`There is no file ${key} to be claimed`);
  }

  /** Takes the file from its record, and removes it once that is committed. */
  public async detach(key: string): Promise<void> {
    await StoredFile.update({ ownerType: null, ownerId: null }, { where: { path: key } });
    await afterCommit(() => this.deleteIfUnowned(key));
  }

  /** Removes a file, unless somebody owns it. What cannot be removed now is left to the clean-up. */
  public async deleteIfUnowned(key: string): Promise<void> {
    try {
      await this.assertUnownedAndDelete(key);
    } catch (error) {
      logger.warn('A file could not be removed; the next clean-up tries again', { key, error });
    }
  }

  /** Removes files that have had no owner for a day; returns how many. @throws StorageUnavailable */
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
      // One file that resists must not keep the others.
      logger.warn('A file could not be cleaned up', { key, error });
      return 0;
    }
  }

  /** A commit may have succeeded although its answer was lost: whether somebody owns the file is asked once more. */
  private async assertUnownedAndDelete(key: string): Promise<void> {
    const where = { path: key, ownerId: { [Op.ne]: null } };
    const isOwned = (await StoredFile.count({ where })) > 0;
    if (isOwned) return;
    await Storage.delete(key);
    await StoredFile.destroy({ where: { path: key, ownerId: null } });
  }
}

export default new StoredFileService();
