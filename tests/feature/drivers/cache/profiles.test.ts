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

/** A change that bypasses the application's hooks. */
async function renameBypassingHooks(user: User): Promise<void> {
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

  it('is not found for callers who may not see it, even if cached', async () => {
    await profile();

    const response = await as(await UserFactory.create()).get(`/api/users/${user.id}`);

    expect(response.status).toBe(404);
  });

  it('does not change after a rollback', async () => {
    await profile();
    const failing = transaction(async () => {
      await user.update({ firstname: 'Grace' });
      throw new Error('Something went wrong');
    });

    await expect(failing).rejects.toThrow('Something went wrong');

    expect((await profile()).data.firstname).toBe('Ada');
  });

  it('is queried once, and the cached copy is equal', async () => {
    await user.update({ lastLoginAt: clock.now() });
    const before = await profile();
    await renameBypassingHooks(user);

    const after = await profile();

    expect(after).toEqual(before);
    expect(after.data.lastLoginAt).toEqual(expect.stringMatching(/^\d{4}-.*Z$/));
  });

  it('is queried again once it has expired', async () => {
    await profile();
    await renameBypassingHooks(user);

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
    ['a bulk update', () => User.update({ lastname: 'All' }, { where: { id: user.id } }), { lastname: 'All' }],
  ])('is updated immediately when %s changed it', async (_who, change, changed) => {
    const before = await profile();

    await change();

    const after = await profile();
    expect(before.data).not.toMatchObject(changed);
    expect(after.data).toMatchObject(changed);
  });

  it('disappears immediately when the user is deleted, and reappears when restored', async () => {
    await profile();

    await admin.delete(`/api/users/${user.id}`);
    const deleted = await profile();
    await admin.post(`/api/users/${user.id}/restore`);
    const restored = await profile();

    expect([deleted.status, restored.status]).toEqual([404, 200]);
  });

  it('is current for concurrent readers once the change was answered', async () => {
    for (let round = 0; round < 20; round += 1) {
      const name = `Ada ${round}`;
      const reads = Promise.all(Array.from({ length: 5 }, profile));
      await admin.patch(`/api/users/${user.id}`, { firstname: name });

      expect((await profile()).data.firstname).toBe(name);
      await reads;
    }
  });
});
