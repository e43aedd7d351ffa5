import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import S3rver from '@20minutes/s3rver';
import { testDirectory } from './testEnvironment.js';

const BUCKET = 'files';
/** The only account of the server. */
const ACCOUNT = 'S3RVER';

/** Starts an S3 server with an empty bucket that verifies signatures; returns the configuration to reach it. */
export async function startS3(): Promise<Record<string, string>> {
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: mkdtempSync(join(testDirectory(), 's3-')),
    configureBuckets: [{ name: BUCKET }],
  });
  const { port } = await server.run();
  afterAll(() => server.close());
  return {
    STORAGE_DISK: 's3',
    S3_BUCKET: BUCKET,
    S3_ENDPOINT: `http://127.0.0.1:${port}`,
    S3_ACCESS_KEY_ID: ACCOUNT,
    S3_SECRET_ACCESS_KEY: ACCOUNT,
  };
}
