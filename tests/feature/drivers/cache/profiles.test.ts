import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { QueryTypes } from 'sequelize';
import UserFactory, { FACTORY_PASSWORD } from '../../../../src/database/factories/users/UserFactory.js';
import { sequelize } from '../../../../src/database/sequelize.js';
import { transaction } from '../../../../src/database/transaction.js';
import { cacheConfig } from '../../../../src/config/cache.js';
import { User } from '../../../../src/models/users/User.js';
import { clock } from '../../../../src/utils/clock.js';
import { as, type Client, guest } from '../../../support/http.js';
import { files } from '../../../support/files.js';

/** A change that nothing in the application is told of. */
async function renameBehindTheBack(user: User): Promise<void> {
  const replacements = { id: user.id };
  await sequelize.query("UPDATE users SET firstname = 'Sneaky' WHERE id = :id", {
    type: QueryTypes.UPDATE,
    replacements,
  });
}

describe('the profile of a user', () => {
  let user: User;
  let admin: Client;

  beforeEach(async () => {
    user = await UserFactory.create({ firstname: 'Ada' });
    admin = as(await UserFactory.admin().create());
  });

  afterEach(() => clock.reset());

  async function profile() {
    const { status, body } = await admin.get(`/api/users/${user.id}`);
    return { status, data: body.data };
  }

  it('does not exist for who may not see it, though it is in the cache', async () => {
    await profile();

    const response = await as(await UserFactory.create()).get(`/api/users/${user.id}`);

    expect(response.status).toBe(404);
  });

  it('does not change with what was rolled back', async () => {
    await profile();
    const failing = transaction(async () => {
      await user.update({ firstname: 'Grace' });
      throw new Error('Something went wrong');
    });

    await expect(failing).rejects.toThrow('Something went wrong');

    expect((await profile()).data.firstname).toBe('Ada');
  });

  it('is read once, and is the same from the cache', async () => {
    await user.update({ lastLoginAt: clock.now() });
    const before = await profile();
    await renameBehindTheBack(user);

    const after = await profile();

    expect(after).toEqual(before);
    expect(after.data.lastLoginAt).toEqual(expect.stringMatching(/^\d{4}-.*Z$/));
  });

  it('is read again when its time is over', async () => {
    await profile();
    await renameBehindTheBack(user);

    clock.travel(cacheConfig.userTtlSeconds + 1);

    const { data } = (await as(await UserFactory.admin().create()).get(`/api/users/${user.id}`)).body;
    expect(data.firstname).toBe('Sneaky');
  });

  it.each<[string, () => Promise<unknown>, object]>([
    ['the user', () => as(user).patch('/api/me', { firstname: 'Grace' }), { firstname: 'Grace' }],
    ['an administrator', () => admin.patch(`/api/users/${user.id}`, { status: 'suspended' }), { status: 'suspended' }],
    [
      'an avatar',
      () => as(user).upload('/api/users/avatar', 'avatar', files.png, 'a.png'),
      { avatar: expect.any(String) },
    ],
    [
      'a login',
      () => guest.post('/api/login', { email: user.email, password: FACTORY_PASSWORD }),
      { lastLoginAt: expect.any(String) },
    ],
    ['many changes at once', () => User.update({ lastname: 'All' }, { where: { id: user.id } }), { lastname: 'All' }],
  ])('is fresh at once when %s changed it', async (_who, change, changed) => {
    const before = await profile();

    await change();

    const after = await profile();
    expect(before.data).not.toMatchObject(changed);
    expect(after.data).toMatchObject(changed);
  });

  it('is gone at once when the user is deleted, and back when restored', async () => {
    await profile();

    await admin.delete(`/api/users/${user.id}`);
    const deleted = await profile();
    await admin.post(`/api/users/${user.id}/restore`);
    const restored = await profile();

    expect([deleted.status, restored.status]).toEqual([404, 200]);
  });

  it('is fresh for who asks while it changes, once the change is answered', async () => {
    for (let round = 0; round < 20; round += 1) {
      const name = `Ada ${round}`;
      const reads = Promise.all(Array.from({ length: 5 }, profile));
      await admin.patch(`/api/users/${user.id}`, { firstname: name });

      expect((await profile()).data.firstname).toBe(name);
      await reads;
    }
  });
});
