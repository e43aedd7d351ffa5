import { afterEach, describe, expect, it } from '@jest/globals';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { appConfig } from '../../../src/config/app.js';
import { uploadsConfig } from '../../../src/config/uploads.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { files, fileOfSize, storedFiles } from '../../support/files.js';
import { as, guest } from '../../support/http.js';

const AVATAR = '/api/users/avatar';
const types = Object.entries(files);
const FORMATS: Record<string, string> = { jpg: 'jpeg', png: 'png', gif: 'gif', webp: 'webp' };

async function expectOnePixel(picture: Buffer, extension: string): Promise<void> {
  await expect(sharp(picture).metadata()).resolves.toMatchObject({ format: FORMATS[extension], width: 1, height: 1 });
}

describe('an uploaded picture', () => {
  afterEach(() => rm(uploadsConfig.directory, { recursive: true, force: true }));

  it.each(types)('may be a %s and is stored as one', async (extension, content) => {
    const user = await UserFactory.create();

    const response = await as(user).upload(AVATAR, 'avatar', content, `me.${extension}`);

    expect(response.status).toBe(200);
    const { path, url } = response.body.data;
    expect(path).toMatch(new RegExp(`^/uploads/avatar-\\d{13}-[\\w-]{16}\\.${extension}$`));
    expect(url).toBe(`${appConfig.url}${path}`);
    const stored = await readFile(join(uploadsConfig.directory, path.slice('/uploads/'.length)));
    if (extension === 'pdf') expect(stored).toEqual(content);
    else await expectOnePixel(stored, extension);
    await user.reload();
    expect(user.avatar).toBe(path);
  });

  it.each([
    ['photo.exe', 'application/x-msdownload'],
    ['photo.html', 'text/html'],
    ['photo.svg', 'image/svg+xml'],
    ['photo.jpg', 'image/jpeg'],
    ['photo', 'application/octet-stream'],
  ])('is typed by its content, not by its name %s and type %s', async (name, type) => {
    const user = await UserFactory.create();

    const response = await as(user).upload(AVATAR, 'avatar', files.png, name, type);

    expect(response.status).toBe(200);
    expect(response.body.data.path).toMatch(/\.png$/);
  });

  it.each([
    ['other scripts', 'фото 写真 ünï.png'],
    ['path traversal', '../../../etc/passwd.png'],
    ['path traversal on Windows', '..\\..\\boot.png'],
    ['quotes', `a"b'c.png`],
    ['nothing but an extension', '.png'],
    ['markup', '<img src=x onerror=alert(1)>.png'],
    ['two extensions', 'shell.php.png'],
    ['a very long name', `${'x'.repeat(5_000)}.png`],
  ])('keeps nothing of a file name with %s', async (_name, filename) => {
    const user = await UserFactory.create();

    const response = await as(user).upload(AVATAR, 'avatar', files.png, filename);

    expect(response.status).toBe(200);
    await expect(storedFiles()).resolves.toEqual([expect.stringMatching(/^avatar-\d{13}-[\w-]{16}\.png$/)]);
  });

  it('may have five megabytes', async () => {
    const user = await UserFactory.create();

    const response = await as(user).upload(AVATAR, 'avatar', fileOfSize(uploadsConfig.avatar.maxBytes), 'large.png');

    expect(response.status).toBe(200);
  });

  it('gets a new name even for an identical file', async () => {
    const user = await UserFactory.create();

    const first = await as(user).upload(AVATAR, 'avatar', files.png, 'a.png');
    const second = await as(user).upload(AVATAR, 'avatar', files.png, 'a.png');

    expect(first.body.data.path).not.toBe(second.body.data.path);
  });

  it('may come with additional fields, which are ignored', async () => {
    const user = await UserFactory.create();

    const response = await as(user).build('post', AVATAR, (test) =>
      test.field('role', 'admin').field('id', '1').attach('avatar', files.png, 'a.png'),
    );

    expect(response.status).toBe(200);
    await user.reload();
    expect(user.role).toBe('user');
  });

  it('is public', async () => {
    const user = await UserFactory.create();
    const { body } = await as(user).upload(AVATAR, 'avatar', files.png, 'a.png');

    const response = await guest.get(body.data.path);

    expect(response.status).toBe(200);
    await expectOnePixel(response.body, 'png');
  });
});
