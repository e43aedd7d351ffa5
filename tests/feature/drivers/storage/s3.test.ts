import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startS3 } from '../../../support/s3Server.js';
import { startSilentServer } from '../../../support/silentServers.js';

const silentPort = await startSilentServer();
Object.assign(process.env, await startS3());

const { storageConfig } = await import('../../../../src/config/storage.js');
const { closeDrivers } = await import('../../../../src/drivers/lifecycle.js');
const { Storage } = await import('../../../../src/drivers/storage/index.js');
const { S3Storage } = await import('../../../../src/drivers/storage/S3Storage.js');
const { StorageUnavailable } = await import('../../../../src/exceptions/ServiceUnavailable.js');
const { logger } = await import('../../../../src/logging/logger.js');
const { files } = await import('../../../support/files.js');
const { storageContract } = await import('../../../support/storageContract.js');

const { s3 } = storageConfig;

describe('an S3 disk', () => {
  afterAll(closeDrivers);

  storageContract(Storage, { read: (url) => fetch(url), wait: (seconds) => sleep(seconds * 1_000 + 500) });

  it.each([
    ['letter.html', 'text/html', 'attachment', 'public, max-age=31536000, immutable'],
    ['picture.png', 'image/png', 'inline', 'public, max-age=31536000, immutable'],
    ['private/letter.pdf', 'application/pdf', 'attachment', 'private, no-store'],
  ])('stores headers that serve %s as untrusted', async (key, type, disposition, cacheControl) => {
    await Storage.put(key, files.pdf, type);

    const { headers } = await fetch(await Storage.signedUrl(key, 60));

    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('content-disposition')).toBe(disposition);
    expect(headers.get('cache-control')).toBe(cacheControl);
  });

  it.each([
    ["Amazon's own, of the bucket", { endpoint: undefined }, 'https://files.s3.us-east-1.amazonaws.com/a.png'],
    ['that of another service', { endpoint: 'https://s3.example.com' }, 'https://s3.example.com/files/a.png'],
    ['that of a CDN', { publicUrl: 'https://cdn.example.com' }, 'https://cdn.example.com/a.png'],
  ])('has the public URL %s', (_whose, change, url) => {
    const disk = new S3Storage({ ...s3, ...change });

    expect(disk.url('a.png')).toBe(url);
  });
});

describe('an unusable S3 disk', () => {
  beforeEach(() => {
    logger.silent = true;
  });

  afterEach(() => {
    logger.silent = false;
  });

  it.each([
    ['nothing listens', { endpoint: 'http://127.0.0.1:1' }],
    ['nothing listens', { endpoint: `http://127.0.0.1:${silentPort}` }],
    ['its secret is wrong', { secretAccessKey: 'wrong' }],
    ['its account is unknown', { accessKeyId: 'nobody' }],
    ['its bucket does not exist', { bucket: 'nowhere' }],
  ])('fails within seconds if %s', async (_why, change) => {
    const disk = new S3Storage({ ...s3, ...change }, { connect: 300, response: 600 });
    const start = performance.now();

    await expect(disk.put('a.png', files.png, 'image/png')).rejects.toBeInstanceOf(StorageUnavailable);
    await expect(disk.get('a.png')).rejects.toBeInstanceOf(StorageUnavailable);
    await expect(disk.ping()).rejects.toBeInstanceOf(StorageUnavailable);

    expect(performance.now() - start).toBeLessThan(8_000);
    await disk.close();
  });
});
