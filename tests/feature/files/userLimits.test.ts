import { afterEach, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import sharp from 'sharp';

process.env.RATE_LIMIT_UPLOADS = '6/1h';
const { uploadsConfig } = await import('../../../src/config/uploads.js');
const { default: UserFactory } = await import('../../../src/database/factories/users/UserFactory.js');
const { files } = await import('../../support/files.js');
const { as, guest } = await import('../../support/http.js');

const AVATAR = '/api/users/avatar';

async function createUploader() {
  const client = as(await UserFactory.create());
  return (content: Buffer = files.png) => client.upload(AVATAR, 'avatar', content, 'me.png');
}

afterEach(() => rm(uploadsConfig.directory, { recursive: true, force: true }));

describe('the uploads of one user', () => {
  it('are limited to two at a time, so that other users get their turn', async () => {
    const [upload, uploadOfOther] = [await createUploader(), await createUploader()];
    const large = await sharp({ create: { width: 3_000, height: 3_000, channels: 3, background: 'red' } })
      .png()
      .toBuffer();

    const many = Promise.all(Array.from({ length: 6 }, () => upload(large)));
    const other = await uploadOfOther(large);

    const statuses = (await many).map(({ status }) => status).sort();
    expect(other.status).toBe(200);
    expect(statuses).toEqual([200, 200, 429, 429, 429, 429]);
  });

  it('continue after a rejected upload', async () => {
    const upload = await createUploader();

    const statuses = [];
    for (const content of [files.gif.subarray(0, 12), files.gif.subarray(0, 12), files.png, files.png]) {
      statuses.push((await upload(content)).status);
    }

    expect(statuses).toEqual([422, 422, 200, 200]);
  });

  it('are rate-limited as configured, independently of other users', async () => {
    const [upload, uploadOfOther] = [await createUploader(), await createUploader()];

    const statuses = [];
    for (let count = 0; count < 7; count += 1) statuses.push((await upload(files.pdf)).status);
    const other = await uploadOfOther(files.pdf);

    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
    expect(other.status).toBe(200);
  });

  it('are limited as documented', async () => {
    const { body } = await guest.get('/api/openapi.json');

    expect(body.paths[AVATAR].post['x-rate-limit']).toEqual({ limit: 6, window: 3600 });
  });
});
