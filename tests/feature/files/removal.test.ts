import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { files, storedFiles, storedThumbnails } from '../../support/files.js';
import { as, guest } from '../../support/http.js';

const AVATAR = '/api/users/avatar';

describe('removing a picture', () => {
  it('deletes the file and its thumbnail and clears the row', async () => {
    const user = await UserFactory.create();
    await as(user).upload(AVATAR, 'avatar', files.png, 'me.png');

    const response = await as(user).delete(AVATAR);

    expect(response.status).toBe(200);
    expect(response.body.data).toBeNull();
    await user.reload();
    expect(user).toMatchObject({ avatar: null, avatarThumbnail: null });
    await expect(storedFiles()).resolves.toEqual([]);
    await expect(storedThumbnails()).resolves.toEqual([]);
  });

  it('is idempotent', async () => {
    const user = await UserFactory.create();

    const response = await as(user).delete(AVATAR);

    expect(response.status).toBe(200);
  });

  it('is denied to guests', async () => {
    const response = await guest.delete(AVATAR);

    expect(response.status).toBe(401);
  });
});
