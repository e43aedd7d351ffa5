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

/** A user whose picture has no thumbnail yet, as before a worker comes to it. */
async function waitingUser(): Promise<User & { avatar: string }> {
  const user = await userWithPicture();
  await rm(join(uploadsConfig.directory, 'thumbnails'), { recursive: true });
  await StoredFile.destroy({ where: { ownerId: user.id, type: 'image/webp' } });
  await user.update({ avatarThumbnail: null });
  return user as User & { avatar: string };
}

function makeThumbnail({ id, avatar }: User & { avatar: string }): Promise<string> {
  return MakeThumbnail.dispatch({ userId: id, path: avatar });
}

describe('the small square of a picture', () => {
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(uploadsConfig.directory, { recursive: true, force: true });
  });

  it('is shown with its user, and read by everybody', async () => {
    const wide = await sharp({ create: { width: 300, height: 200, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const user = await userWithPicture(wide);

    const { avatarThumbnail } = (await as(user).get('/api/me')).body.data;

    expect(avatarThumbnail).toMatch(/^http.+\/uploads\/thumbnails\/\d{13}-[\w-]{16}\.webp$/);
    const { body } = await guest.get(avatarThumbnail.slice(appConfig.url.length));
    await expect(sharp(body).metadata()).resolves.toMatchObject({ format: 'webp', width: 128, height: 128 });
  });

  it('is not there without a picture, nor for a document', async () => {
    const [plain, reader] = await Promise.all([UserFactory.create(), userWithPicture(files.pdf)]);

    const answers = await Promise.all([plain, reader].map((user) => as(user).get('/api/me')));

    expect(answers.map(({ body }) => body.data.avatarThumbnail)).toEqual([null, null]);
    await expect(storedThumbnails()).resolves.toEqual([]);
  });

  it('goes with its picture', async () => {
    const user = await userWithPicture();

    await as(user).upload(AVATAR, 'avatar', files.pdf, 'me.pdf');

    await user.reload();
    expect(user.avatarThumbnail).toBeNull();
    await expect(storedThumbnails()).resolves.toEqual([]);
  });

  it('is made once, however often its job runs, also at the same time', async () => {
    const user = await waitingUser();

    await Promise.all([makeThumbnail(user), makeThumbnail(user), makeThumbnail(user)]);
    await makeThumbnail(user);

    await user.reload();
    expect((await storedThumbnails()).map((name) => `/uploads/thumbnails/${name}`)).toEqual([user.avatarThumbnail]);
    await expect(readFile(join(uploadsConfig.directory, '..', String(user.avatarThumbnail)))).resolves.toBeTruthy();
  });

  it('is not made of a picture that was replaced, removed or lost before its turn', async () => {
    const user = await waitingUser();
    const old = { id: user.id, avatar: user.avatar } as User & { avatar: string };
    await as(user).delete(AVATAR);
    await makeThumbnail(old);
    const lost = await waitingUser();
    await rm(join(uploadsConfig.directory, lost.avatar.slice('/uploads/'.length)));

    await makeThumbnail(lost);

    await expect(storedThumbnails()).resolves.toEqual([]);
  });

  it('leaves nothing behind if the picture is replaced while it is made', async () => {
    const user = await waitingUser();
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

  it('stays with a user who is deleted, and may be restored', async () => {
    const user = await userWithPicture();

    await UserService.delete(user);

    await expect(storedFiles()).resolves.toHaveLength(1);
    await expect(storedThumbnails()).resolves.toHaveLength(1);
  });
});
