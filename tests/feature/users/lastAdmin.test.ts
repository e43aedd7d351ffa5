import { beforeEach, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { User } from '../../../src/models/users/User.js';
import { as } from '../../support/http.js';

beforeEach(async () => {
  await User.destroy({ where: { role: 'admin' }, force: true });
});

describe('administrators who act against each other concurrently', () => {
  it.each([
    ['demote', { role: 'user' }],
    ['suspend', { status: 'suspended' }],
  ])('leave one administrator when they %s each other', async (_name, change) => {
    const [one, other] = [await UserFactory.admin().create(), await UserFactory.admin().create()];
    const [asOne, asOther] = [as(one), as(other)];
    await Promise.all([asOne.get('/api/me'), asOther.get('/api/me')]);

    const answers = await Promise.all([
      asOne.patch(`/api/users/${other.id}`, change),
      asOther.patch(`/api/users/${one.id}`, change),
    ]);

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await User.count({ where: { role: 'admin', status: 'approved' } })).toBe(1);
  });

  it('leave one administrator when they delete each other', async () => {
    const [one, other] = [await UserFactory.admin().create(), await UserFactory.admin().create()];
    const [asOne, asOther] = [as(one), as(other)];
    await Promise.all([asOne.get('/api/me'), asOther.get('/api/me')]);

    await Promise.all([asOne.delete(`/api/users/${other.id}`), asOther.delete(`/api/users/${one.id}`)]);

    expect(await User.count({ where: { role: 'admin' } })).toBe(1);
  });
});
