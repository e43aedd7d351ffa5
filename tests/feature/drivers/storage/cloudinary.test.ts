import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startCloudinary } from '../../../support/cloudinaryServer.js';
import { startSilentServer } from '../../../support/silentServers.js';

const silentPort = await startSilentServer();
const { origin, CLOUDINARY_URL } = await startCloudinary();
Object.assign(process.env, { STORAGE_DISK: 'cloudinary', CLOUDINARY_URL });

const { storageConfig } = await import('../../../../src/config/storage.js');
const { closeDrivers } = await import('../../../../src/drivers/lifecycle.js');
const { CloudinaryStorage } = await import('../../../../src/drivers/storage/CloudinaryStorage.js');
const { Storage } = await import('../../../../src/drivers/storage/index.js');
const { StorageUnavailable } = await import('../../../../src/exceptions/ServiceUnavailable.js');
const { logger } = await import('../../../../src/logging/logger.js');
const { files } = await import('../../../support/files.js');
const { storageContract } = await import('../../../support/storageContract.js');

const { cloudinary } = storageConfig;

function download(url: string): Promise<Response> {
  return fetch(url.replace('https://res.cloudinary.com', origin));
}

describe('a Cloudinary disk (against a fake API)', () => {
  afterAll(closeDrivers);

  storageContract(Storage, { read: download, wait: (seconds) => sleep(seconds * 1_000 + 500) });

  it.each([
    ['a picture, with its format', 'folder/a.png', 'image/upload/v1/folder/a.png.png'],
    ['other files, unchanged', 'folder/a.pdf', 'raw/upload/v1/folder/a.pdf'],
  ])('has the public URL of %s', (_what, key, path) => {
    expect(Storage.url(key)).toBe(`https://res.cloudinary.com/lumina/${path}`);
  });

  it('uses the custom domain of the account, if it has one', () => {
    const disk = new CloudinaryStorage({ ...cloudinary, publicUrl: 'https://files.example.com' });

    expect(disk.url('a.pdf')).toBe('https://files.example.com/raw/upload/v1/a.pdf');
  });
});

describe('an unusable Cloudinary disk', () => {
  beforeEach(() => {
    logger.silent = true;
  });

  afterEach(() => {
    logger.silent = false;
  });

  it.each([
    ['nothing listens', { api: 'http://127.0.0.1:1' }],
    ['nothing listens', { api: `http://127.0.0.1:${silentPort}` }],
    ['its secret is wrong', { secret: 'wrong' }],
    ['its key is unknown', { key: '654321' }],
    ['there is no such cloud', { cloud: 'nowhere' }],
  ])('fails within seconds if %s', async (_why, change) => {
    const disk = new CloudinaryStorage({ ...cloudinary, ...change }, { connect: 300, response: 600 });
    const start = performance.now();

    await expect(disk.put('a.png', files.png)).rejects.toBeInstanceOf(StorageUnavailable);
    await expect(disk.delete('a.png')).rejects.toBeInstanceOf(StorageUnavailable);

    expect(performance.now() - start).toBeLessThan(8_000);
    await disk.close();
  });
});
