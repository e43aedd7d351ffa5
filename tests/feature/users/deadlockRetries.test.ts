import { afterEach, expect, it, jest } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { AuditLog } from '../../../src/audit/AuditLog.js';
import { User } from '../../../src/models/users/User.js';
import AuditService from '../../../src/audit/AuditService.js';
import { as } from '../../support/http.js';

afterEach(() => void jest.restoreAllMocks());

/** Fails the next audit record with the error that PostgreSQL reports for a deadlock. */
function deadlockOnce(): void {
  const deadlock = Object.assign(new Error('deadlock detected'), { parent: { code: '40P01' } });
  jest.spyOn(AuditService, 'record').mockRejectedValueOnce(deadlock);
}

it('a change is retried after a deadlock and audited once', async () => {
  const [admin, user] = [await UserFactory.admin().create(), await UserFactory.create()];
  deadlockOnce();

  const { status } = await as(admin).patch(`/api/users/${user.id}`, { role: 'moderator' });

  expect(status).toBe(200);
  expect((await User.findByPk(user.id))?.role).toBe('moderator');
  expect(await AuditLog.count({ where: { action: 'user.updated', subjectId: String(user.id) } })).toBe(1);
});

it('a restoration is retried after a deadlock', async () => {
  const [admin, user] = [await UserFactory.admin().create(), await UserFactory.create()];
  await user.destroy();
  deadlockOnce();

  const { status } = await as(admin).post(`/api/users/${user.id}/restore`);

  expect(status).toBe(200);
  expect(await User.findByPk(user.id)).not.toBeNull();
});

it('a deletion is retried after a deadlock', async () => {
  const [admin, user] = [await UserFactory.admin().create(), await UserFactory.create()];
  deadlockOnce();

  const { status } = await as(admin).delete(`/api/users/${user.id}`);

  expect(status).toBe(200);
  expect(await User.findByPk(user.id)).toBeNull();
});
