import { afterEach, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import sharp from 'sharp';

process.env.RATE_LIMIT_UPLOADS = '6/1h';
const { uploadsConfig } = await import('../../../src/config/uploads.js');
const { default: UserFactory } = await import('../../../src/database/factories/users/UserFactory.js');
const { files } = await import('../../support/files.js');
const { as, guest } = await import('../../support/http.js');

const AVATAR = '/api/users/avatar';

async function uploader() {
  const client = as(await UserFactory.create());
  return (content: Buffer = files.png) => client.upload(AVATAR, 'avatar', content, 'me.png');
}

afterEach(() => rm(uploadsConfig.directory, { recursive: true, force: true }));

describe('the uploads of one user', () => {
  it('are at most two at a time, so that pictures of others get their turn', async () => {
    const [upload, uploadOfOther] = [await uploader(), await uploader()];
    const large = await sharp({ create: { width: 3_000, height: 3_000, channels: 3, background: 'red' } })
      .png()
      .toBuffer();

    const many = Promise.all(Array.from({ length: 6 }, () => upload(large)));
    const other = await uploadOfOther(large);

    const statuses = (await many).map(({ status }) => status).sort();
    expect(other.status).toBe(200);
    expect(statuses).toEqual([200, 200, 429, 429, 429, 429]);
  });

  it('go on after one that was refused', async () => {
    const upload = await uploader();

    const statuses = [];
    for (const content of [files.gif.subarray(0, 12), files.gif.subarray(0, 12), files.png, files.png]) {
      statuses.push((await upload(content)).status);
    }

    expect(statuses).toEqual([422, 422, 200, 200]);
  });

  it('are as many within a time as is configured, whatever others do', async () => {
    const [upload, uploadOfOther] = [await uploader(), await uploader()];

    const statuses = [];
    for (let count = 0; count < 7; count += 1) statuses.push((await upload(files.pdf)).status);
    const other = await uploadOfOther(files.pdf);

    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
    expect(other.status).toBe(200);
  });

  it('are limited as the reference says', async () => {
    const { body } = await guest.get('/api/openapi.json');

    expect(body.paths[AVATAR].post['x-rate-limit']).toEqual({ limit: 6, window: 3600 });
  });
});
