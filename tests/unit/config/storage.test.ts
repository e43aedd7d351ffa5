import { describe, expect, it } from '@jest/globals';

Object.assign(process.env, {
  S3_BUCKET: 'files',
  S3_ENDPOINT: 'https://s3.example.com/',
  S3_PUBLIC_URL: 'https://cdn.example.com/',
  CLOUDINARY_URL: 'cloudinary://123:s%2Fcret@MyCloud?secure_distribution=files.example.com',
});

const { storageConfig } = await import('../../../src/config/storage.js');
const { parseEnvironment } = await import('../../../src/config/env.js');

describe('the storage configuration', () => {
  it('reads a Cloudinary account from its URL', () => {
    expect(storageConfig.cloudinary).toEqual({
      cloud: 'MyCloud',
      key: '123',
      secret: 's/cret',
      api: 'https://api.cloudinary.com',
      publicUrl: 'https://files.example.com',
    });
  });

  it('ignores a trailing slash of a URL', () => {
    expect(storageConfig.s3).toMatchObject({
      endpoint: 'https://s3.example.com',
      publicUrl: 'https://cdn.example.com',
    });
  });

  it.each([
    ['s3', 'S3_BUCKET is missing. STORAGE_DISK=s3 requires it'],
    ['cloudinary', 'CLOUDINARY_URL is missing. STORAGE_DISK=cloudinary requires it'],
    ['ftp', 'STORAGE_DISK must be one of: local, s3, cloudinary'],
  ])('is rejected for %s without its required variables', (STORAGE_DISK, problem) => {
    expect(() => parseEnvironment({ NODE_ENV: 'test', STORAGE_DISK })).toThrow(problem);
  });

  it('rejects a URL with another scheme', () => {
    expect(() => parseEnvironment({ CLOUDINARY_URL: 'https://cloudinary.com' })).toThrow(
      'CLOUDINARY_URL must be a URL',
    );
  });
});
