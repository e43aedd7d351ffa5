import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { uploadsConfig } from '../../../src/config/uploads.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { Storage } from '../../../src/drivers/storage/index.js';
import { StorageUnavailable } from '../../../src/exceptions/ServiceUnavailable.js';
import { PurgeExpired } from '../../../src/jobs/operations/PurgeExpired.js';
import { StoredFile } from '../../../src/models/files/StoredFile.js';
import StoredFileService from '../../../src/services/files/StoredFileService.js';
import { clock } from '../../../src/utils/clock.js';
import { logger } from '../../../src/logging/logger.js';
import { files, storedFiles } from '../../support/files.js';
import { as } from '../../support/http.js';

const AVATAR = '/api/users/avatar';
const DAY = 86_400;

const { signal } = new AbortController();

/** Stores files like an upload that ends before a record owns them. */
async function storeOrphans(...keys: string[]): Promise<void> {
  for (const key of keys) await StoredFileService.store({ key, content: files.png, type: 'image/png' });
}

function listPaths(): Promise<string[]> {
  return StoredFile.findAll({ order: ['id'] }).then((rows) => rows.map(({ path }) => path));
}

function skipOneDay(): void {
  clock.travel(DAY + 60);
}

describe('an orphaned file', () => {
  beforeEach(async () => {
    await StoredFile.destroy({ where: {} });
    logger.silent = true;
  });

  afterEach(async () => {
    logger.silent = false;
    jest.restoreAllMocks();
    clock.reset();
    await rm(uploadsConfig.directory, { recursive: true, force: true });
  });

  it('is kept for a day, because an upload may be in progress', async () => {
    await storeOrphans('a.png');

    await PurgeExpired.dispatch({});

    await expect(storedFiles()).resolves.toEqual(['a.png']);
    await expect(listPaths()).resolves.toEqual(['a.png']);
  });

  it('is deleted with its row after a day', async () => {
    await storeOrphans('a.png', 'b.png');
    skipOneDay();

    await PurgeExpired.dispatch({});

    await expect(storedFiles()).resolves.toEqual([]);
    await expect(listPaths()).resolves.toEqual([]);
  });

  it('loses its row even if it was never written', async () => {
    await StoredFile.create({ path: 'a.png', disk: 'local', size: 1, type: 'image/png' });
    skipOneDay();

    await PurgeExpired.dispatch({});

    await expect(listPaths()).resolves.toEqual([]);
  });

  it('is not the avatar of a user, regardless of age', async () => {
    const user = await UserFactory.create();
    await as(user).upload(AVATAR, 'avatar', files.png, 'me.png');
    skipOneDay();

    await PurgeExpired.dispatch({});

    await expect(storedFiles()).resolves.toHaveLength(1);
    await expect(listPaths()).resolves.toHaveLength(2);
  });

  it('is kept on a disk that is no longer configured', async () => {
    await StoredFile.create({ path: 'a.png', disk: 's3', size: 1, type: 'image/png' });
    skipOneDay();

    await PurgeExpired.dispatch({});

    await expect(listPaths()).resolves.toEqual(['a.png']);
  });

  it('does not block the others if it cannot be deleted', async () => {
    await storeOrphans('a.png', 'b.png');
    skipOneDay();
    jest.spyOn(Storage, 'delete').mockRejectedValueOnce(new Error('it is locked'));

    await PurgeExpired.dispatch({});

    await expect(listPaths()).resolves.toEqual(['a.png']);
  });

  it('is retried at the next run if the disk is unavailable', async () => {
    await storeOrphans('a.png', 'b.png');
    skipOneDay();
    jest.spyOn(Storage, 'delete').mockRejectedValue(new StorageUnavailable());

    await expect(StoredFileService.purge(signal)).rejects.toBeInstanceOf(StorageUnavailable);

    await expect(listPaths()).resolves.toEqual(['a.png', 'b.png']);
    expect(Storage.delete).toHaveBeenCalledTimes(1);
  });

  it('is kept when the worker shuts down during the purge', async () => {
    await storeOrphans('a.png', 'b.png', 'c.png');
    skipOneDay();
    const worker = new AbortController();
    const remove = Storage.delete.bind(Storage);
    jest.spyOn(Storage, 'delete').mockImplementation(async (key) => {
      await remove(key);
      worker.abort();
    });

    await expect(StoredFileService.purge(worker.signal)).rejects.toThrow();

    await expect(listPaths()).resolves.toEqual(['b.png', 'c.png']);
  });

  it('is deleted in batches of hundreds', async () => {
    const rows = Array.from({ length: 250 }, (_, n) => ({
      path: `${n}.png`,
      disk: 'local',
      size: 1,
      type: 'image/png',
    }));
    await StoredFile.bulkCreate(rows);
    skipOneDay();

    await expect(StoredFileService.purge(signal)).resolves.toBe(250);

    await expect(listPaths()).resolves.toEqual([]);
  });
});

describe('an upload', () => {
  afterEach(async () => {
    jest.restoreAllMocks();
    clock.reset();
    logger.silent = false;
    await rm(uploadsConfig.directory, { recursive: true, force: true });
  });

  it('records the owner of its file and removes the row of the replaced file', async () => {
    const user = await UserFactory.create();
    await as(user).upload(AVATAR, 'avatar', files.png, 'me.png');

    await as(user).upload(AVATAR, 'avatar', files.pdf, 'me.pdf');

    const rows = await StoredFile.findAll({ where: { ownerId: user.id } });
    await user.reload();
    expect(rows.map((row) => row.toJSON())).toEqual([
      expect.objectContaining({
        path: String(user.avatar).slice('/uploads/'.length),
        disk: 'local',
        size: files.pdf.length,
        type: 'application/pdf',
        ownerType: 'User',
      }),
    ]);
    await expect(StoredFile.count({ where: { ownerId: null } })).resolves.toBe(0);
  });

  it('keeps its file when a late cleanup runs after the commit', async () => {
    const user = await UserFactory.create();
    await as(user).upload(AVATAR, 'avatar', files.png, 'me.png');
    const [file = ''] = await storedFiles();

    await StoredFileService.deleteIfUnowned(file);

    await expect(storedFiles()).resolves.toEqual([file]);
  });

  it('leaves the old file to the purge if it cannot be deleted now', async () => {
    const user = await UserFactory.create();
    await as(user).upload(AVATAR, 'avatar', files.pdf, 'me.pdf');
    logger.silent = true;
    jest.spyOn(Storage, 'delete').mockRejectedValueOnce(new Error('it is locked'));

    const response = await as(user).delete(AVATAR);

    expect(response.status).toBe(200);
    await expect(StoredFile.count({ where: { ownerId: null } })).resolves.toBe(1);
    skipOneDay();
    await StoredFileService.purge(signal);
    await expect(storedFiles()).resolves.toEqual([]);
  });

  it('gets 503 and changes nothing if the disk is unavailable', async () => {
    const user = await UserFactory.create();
    await as(user).upload(AVATAR, 'avatar', files.pdf, 'me.pdf');
    const before = await storedFiles();
    jest.spyOn(Storage, 'put').mockRejectedValue(new StorageUnavailable());
    logger.silent = true;

    const response = await as(user).upload(AVATAR, 'avatar', files.gif, 'me.gif');

    expect(response.status).toBe(503);
    expect(response.body).toMatchObject({ error: 'SERVICE_UNAVAILABLE', retryAfter: 10 });
    await expect(storedFiles()).resolves.toEqual(before);
    expect(join('/uploads', before[0] ?? '')).toBe((await user.reload()).avatar);
  });
});
