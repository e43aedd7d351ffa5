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

/** Stores files as an upload does that ends before anybody owns them. */
async function abandon(...keys: string[]): Promise<void> {
  for (const key of keys) await StoredFileService.store({ key, content: files.png, type: 'image/png' });
}

function paths(): Promise<string[]> {
  return StoredFile.findAll({ order: ['id'] }).then((rows) => rows.map(({ path }) => path));
}

function aDayLater(): void {
  clock.travel(DAY + 60);
}

describe('a file that nobody owns', () => {
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

  it('is left alone for a day: an upload may be under way', async () => {
    await abandon('a.png');

    await PurgeExpired.dispatch({});

    await expect(storedFiles()).resolves.toEqual(['a.png']);
    await expect(paths()).resolves.toEqual(['a.png']);
  });

  it('is removed after a day, and forgotten', async () => {
    await abandon('a.png', 'b.png');
    aDayLater();

    await PurgeExpired.dispatch({});

    await expect(storedFiles()).resolves.toEqual([]);
    await expect(paths()).resolves.toEqual([]);
  });

  it('is forgotten also if it was never written', async () => {
    await StoredFile.create({ path: 'a.png', disk: 'local', size: 1, type: 'image/png' });
    aDayLater();

    await PurgeExpired.dispatch({});

    await expect(paths()).resolves.toEqual([]);
  });

  it('is not the picture of a user, however old', async () => {
    const user = await UserFactory.create();
    await as(user).upload(AVATAR, 'avatar', files.png, 'me.png');
    aDayLater();

    await PurgeExpired.dispatch({});

    await expect(storedFiles()).resolves.toHaveLength(1);
    await expect(paths()).resolves.toHaveLength(2);
  });

  it('is left alone on a disk that is not in use any more', async () => {
    await StoredFile.create({ path: 'a.png', disk: 's3', size: 1, type: 'image/png' });
    aDayLater();

    await PurgeExpired.dispatch({});

    await expect(paths()).resolves.toEqual(['a.png']);
  });

  it('does not keep the others if it cannot be removed', async () => {
    await abandon('a.png', 'b.png');
    aDayLater();
    jest.spyOn(Storage, 'delete').mockRejectedValueOnce(new Error('it is locked'));

    await PurgeExpired.dispatch({});

    await expect(paths()).resolves.toEqual(['a.png']);
  });

  it('waits for the next time if the disk is away', async () => {
    await abandon('a.png', 'b.png');
    aDayLater();
    jest.spyOn(Storage, 'delete').mockRejectedValue(new StorageUnavailable());

    await expect(StoredFileService.purge(signal)).rejects.toBeInstanceOf(StorageUnavailable);

    await expect(paths()).resolves.toEqual(['a.png', 'b.png']);
    expect(Storage.delete).toHaveBeenCalledTimes(1);
  });

  it('stays where the worker ends that cleans up', async () => {
    await abandon('a.png', 'b.png', 'c.png');
    aDayLater();
    const worker = new AbortController();
    const remove = Storage.delete.bind(Storage);
    jest.spyOn(Storage, 'delete').mockImplementation(async (key) => {
      await remove(key);
      worker.abort();
    });

    await expect(StoredFileService.purge(worker.signal)).rejects.toThrow();

    await expect(paths()).resolves.toEqual(['b.png', 'c.png']);
  });

  it('is removed among many hundreds', async () => {
    const rows = Array.from({ length: 250 }, (_, n) => ({
      path: `${n}.png`,
      disk: 'local',
      size: 1,
      type: 'image/png',
    }));
    await StoredFile.bulkCreate(rows);
    aDayLater();

    await expect(StoredFileService.purge(signal)).resolves.toBe(250);

    await expect(paths()).resolves.toEqual([]);
  });
});

describe('an upload', () => {
  afterEach(async () => {
    jest.restoreAllMocks();
    clock.reset();
    logger.silent = false;
    await rm(uploadsConfig.directory, { recursive: true, force: true });
  });

  it('notes whose the file is, and forgets the one that it replaced', async () => {
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

  it('keeps the file that it was told to take back after all was saved', async () => {
    const user = await UserFactory.create();
    await as(user).upload(AVATAR, 'avatar', files.png, 'me.png');
    const [file = ''] = await storedFiles();

    await StoredFileService.deleteIfUnowned(file);

    await expect(storedFiles()).resolves.toEqual([file]);
  });

  it('leaves the old file to the clean-up if it cannot be removed now', async () => {
    const user = await UserFactory.create();
    await as(user).upload(AVATAR, 'avatar', files.pdf, 'me.pdf');
    logger.silent = true;
    jest.spyOn(Storage, 'delete').mockRejectedValueOnce(new Error('it is locked'));

    const response = await as(user).delete(AVATAR);

    expect(response.status).toBe(200);
    await expect(StoredFile.count({ where: { ownerId: null } })).resolves.toBe(1);
    aDayLater();
    await StoredFileService.purge(signal);
    await expect(storedFiles()).resolves.toEqual([]);
  });

  it('is answered 503 if the disk is away, and changes nothing', async () => {
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
