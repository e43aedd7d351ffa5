import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import { appConfig } from '../../../src/config/app.js';
import { uploadsConfig } from '../../../src/config/uploads.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { MakeThumbnail } from '../../../src/jobs/users/MakeThumbnail.js';
import { StoredFile } from '../../../src/models/files/StoredFile.js';
import { type User } from '../../../src/models/users/User.js';
import ImageService from '../../../src/services/files/ImageService.js';
import UserService from '../../../src/services/users/UserService.js';
import { files, storedFiles, storedThumbnails } from '../../support/files.js';
import { as, guest } from '../../support/http.js';

const AVATAR = '/api/users/avatar';

async function userWithPicture(content = files.png): Promise<User> {
  const user = await UserFactory.create();
  await as(user).upload(AVATAR, 'avatar', content, 'me.png');
  return user.reload();
}

/** Creates a user whose picture has no thumbnail yet, as before a worker runs. */
async function userWithoutThumbnail(): Promise<User & { avatar: string }> {
  const user = await userWithPicture();
  await rm(join(uploadsConfig.directory, 'thumbnails'), { recursive: true });
  await StoredFile.destroy({ where: { ownerId: user.id, type: 'image/webp' } });
  await user.update({ avatarThumbnail: null });
  return user as User & { avatar: string };
}

function makeThumbnail({ id, avatar }: User & { avatar: string }): Promise<string> {
  return MakeThumbnail.dispatch({ userId: id, path: avatar });
}

describe('a thumbnail', () => {
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(uploadsConfig.directory, { recursive: true, force: true });
  });

  it('is shown with its user and is public', async () => {
    const wide = await sharp({ create: { width: 300, height: 200, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const user = await userWithPicture(wide);

    const { avatarThumbnail } = (await as(user).get('/api/me')).body.data;

    expect(avatarThumbnail).toMatch(/^http.+\/uploads\/thumbnails\/\d{13}-[\w-]{16}\.webp$/);
    const { body } = await guest.get(avatarThumbnail.slice(appConfig.url.length));
    await expect(sharp(body).metadata()).resolves.toMatchObject({ format: 'webp', width: 128, height: 128 });
  });

  it('does not exist without a picture or for a document', async () => {
    const [plain, reader] = await Promise.all([UserFactory.create(), userWithPicture(files.pdf)]);

    const answers = await Promise.all([plain, reader].map((user) => as(user).get('/api/me')));

    expect(answers.map(({ body }) => body.data.avatarThumbnail)).toEqual([null, null]);
    await expect(storedThumbnails()).resolves.toEqual([]);
  });

  it('is deleted with its picture', async () => {
    const user = await userWithPicture();

    await as(user).upload(AVATAR, 'avatar', files.pdf, 'me.pdf');

    await user.reload();
    expect(user.avatarThumbnail).toBeNull();
    await expect(storedThumbnails()).resolves.toEqual([]);
  });

  it('is created once, even by repeated and concurrent jobs', async () => {
    const user = await userWithoutThumbnail();

    await Promise.all([makeThumbnail(user), makeThumbnail(user), makeThumbnail(user)]);
    await makeThumbnail(user);

    await user.reload();
    expect((await storedThumbnails()).map((name) => `/uploads/thumbnails/${name}`)).toEqual([user.avatarThumbnail]);
    await expect(readFile(join(uploadsConfig.directory, '..', String(user.avatarThumbnail)))).resolves.toBeTruthy();
  });

  it('is not created for a picture that was replaced, removed or lost', async () => {
    const user = await userWithoutThumbnail();
    const old = { id: user.id, avatar: user.avatar } as User & { avatar: string };
    await as(user).delete(AVATAR);
    await makeThumbnail(old);
    const lost = await userWithoutThumbnail();
    await rm(join(uploadsConfig.directory, lost.avatar.slice('/uploads/'.length)));

    await makeThumbnail(lost);

    await expect(storedThumbnails()).resolves.toEqual([]);
  });

  it('is deleted if the picture is replaced while it is created', async () => {
    const user = await userWithoutThumbnail();
    const make = ImageService.thumbnail.bind(ImageService);
    jest.spyOn(ImageService, 'thumbnail').mockImplementationOnce(async (content) => {
      await as(user).upload(AVATAR, 'avatar', files.pdf, 'me.pdf');
      return make(content);
    });

    await makeThumbnail(user);

    await user.reload();
    expect(user.avatarThumbnail).toBeNull();
    await expect(storedThumbnails()).resolves.toEqual([]);
    await expect(StoredFile.count({ where: { ownerId: user.id } })).resolves.toBe(1);
  });

  it('is kept for a deleted user, who may be restored', async () => {
    const user = await userWithPicture();

    await UserService.delete(user);

    await expect(storedFiles()).resolves.toHaveLength(1);
    await expect(storedThumbnails()).resolves.toHaveLength(1);
  });
});
