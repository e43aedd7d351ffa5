import { expect, it } from '@jest/globals';

// Nothing listens on the port reserved for tcpmux.
const S3 = { STORAGE_DISK: 's3', S3_BUCKET: 'files', S3_ENDPOINT: 'http://127.0.0.1:1' };
Object.assign(process.env, S3, { S3_ACCESS_KEY_ID: 'key', S3_SECRET_ACCESS_KEY: 'secret' });
const { logger } = await import('../../../../src/logging/logger.js');
const { guest } = await import('../../../support/http.js');

it('an unavailable storage leaves the server ready, but degraded', async () => {
  logger.silent = true;

  const { status, body } = await guest.get('/health/ready');

  expect(status).toBe(200);
  expect(body.status).toBe('degraded');
  expect(body.checks.storage).toMatchObject({ state: 'down', driver: 's3', required: false });
  expect(body.checks).not.toHaveProperty('disk');
});
