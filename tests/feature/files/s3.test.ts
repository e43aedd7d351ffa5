import { afterEach, describe, expect, it } from '@jest/globals';
import { startS3 } from '../../support/s3Server.js';

const environment = await startS3();
Object.assign(process.env, environment);

const { default: UserFactory } = await import('../../../src/database/factories/users/UserFactory.js');
const { Storage } = await import('../../../src/drivers/storage/index.js');
const { uploadsConfig } = await import('../../../src/config/uploads.js');
const { files, storedFiles } = await import('../../support/files.js');
const { address, as, guest } = await import('../../support/http.js');
const { mkdir, rm, writeFile } = await import('node:fs/promises');

const AVATAR = '/api/users/avatar';
const BUCKET = `${environment.S3_ENDPOINT}/files/`;

describe('with S3 as the disk, a picture', () => {
  afterEach(() => rm(uploadsConfig.directory, { recursive: true, force: true }));

  it('is stored only in the bucket, where it is public', async () => {
    const user = await UserFactory.create();

    const { body } = await as(user).upload(AVATAR, 'avatar', files.png, 'me.png');

    expect(body.data.url.startsWith(BUCKET)).toBe(true);
    const picture = await fetch(body.data.url);
    expect(picture.headers.get('content-type')).toBe('image/png');
    await expect(storedFiles()).resolves.toEqual([]);
  });

  it('redirects from its local path to the file’s URL', async () => {
    const user = await UserFactory.create();
    const { body } = await as(user).upload(AVATAR, 'avatar', files.png, 'me.png');

    const response = await guest.get(body.data.path);

    expect(response.status).toBe(302);
    expect(response.headers.location).toBe(body.data.url);
  });

  it('and its thumbnail are shown by their URLs in the bucket', async () => {
    const user = await UserFactory.create();
    const { body } = await as(user).upload(AVATAR, 'avatar', files.png, 'me.png');

    const me = (await as(user).get('/api/me')).body.data;

    expect(me.avatar).toBe(body.data.url);
    const thumbnail = await fetch(me.avatarThumbnail);
    expect(thumbnail.headers.get('content-type')).toBe('image/webp');
  });

  it('is deleted from the bucket when it is replaced', async () => {
    const user = await UserFactory.create();
    const { body } = await as(user).upload(AVATAR, 'avatar', files.png, 'me.png');

    await as(user).upload(AVATAR, 'avatar', files.gif, 'me.gif');

    await expect(Storage.exists(body.data.path.slice('/uploads/'.length))).resolves.toBe(false);
  });

  it('that was uploaded to the local disk is still served', async () => {
    await mkdir(uploadsConfig.directory, { recursive: true });
    await writeFile(`${uploadsConfig.directory}/old.png`, files.png);

    const response = await guest.get('/uploads/old.png');

    expect(response.status).toBe(200);
    expect(response.body).toEqual(files.png);
  });

  it.each([
    '/uploads/',
    '/uploads/..%2fa.png',
    '/uploads//evil.example/a.png',
    '/uploads/private/a.png',
    '/uploads/.a',
  ])('is not looked up at %s', async (path) => {
    const response = await fetch(`${address()}${path}`, { redirect: 'manual' });

    expect(response.status).toBe(404);
  });
});
