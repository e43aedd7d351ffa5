import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openInbox, subjectsTo } from '../../../support/inbox.js';

const inbox = await openInbox();

const { default: UserFactory, FACTORY_PASSWORD } =
  await import('../../../../src/database/factories/users/UserFactory.js');
const { Session } = await import('../../../../src/models/auth/Session.js');
const { default: PasswordService } = await import('../../../../src/services/auth/PasswordService.js');
const { as, guest } = await import('../../../support/http.js');

const newPassword = 'another password';

beforeEach(() => {
  inbox.arrived.splice(0);
});

describe('a password change', () => {
  it('requires the current password', async () => {
    const user = await UserFactory.create();

    const body = { currentPassword: 'not the password', newPassword };
    const response = await as(user).post('/api/auth/change-password', body);

    expect(response.status).toBe(422);
    expect(response.body.errors).toEqual([{ field: 'currentPassword', message: 'Is incorrect' }]);
  });

  it('rejects guests, and passwords that are too short, too long or unchanged', async () => {
    const user = as(await UserFactory.create());
    const change = (password: string) =>
      user.post('/api/auth/change-password', { currentPassword: FACTORY_PASSWORD, newPassword: password });

    const anonymous = await guest.post('/api/auth/change-password', { currentPassword: FACTORY_PASSWORD, newPassword });
    const rejected = [await change('short'), await change('x'.repeat(129)), await change(FACTORY_PASSWORD)];

    expect(anonymous.status).toBe(401);
    expect(rejected.map(({ status }) => status)).toEqual([422, 422, 422]);
  });

  it('ends the other sessions of the owner and notifies the owner', async () => {
    const user = await UserFactory.create();
    const [here, elsewhere] = [as(user), as(user)];
    await elsewhere.get('/api/me');

    const response = await here.post('/api/auth/change-password', { currentPassword: FACTORY_PASSWORD, newPassword });

    const sessions = [await here.get('/api/me'), await elsewhere.get('/api/me')];
    const logins = [
      await guest.post('/api/login', { email: user.email, password: FACTORY_PASSWORD }),
      await guest.post('/api/login', { email: user.email, password: newPassword }),
    ];
    expect(response.status).toBe(200);
    expect(sessions.map(({ status }) => status)).toEqual([200, 401]);
    expect(logins.map(({ status }) => status)).toEqual([401, 201]);
    expect(subjectsTo(inbox, user.email)).toEqual(['Your Lumina password was changed']);
  });

  it('prevents a concurrent login with the old password', async () => {
    const user = await UserFactory.create();
    const owner = as(user);
    const matches = PasswordService.matches.bind(PasswordService);
    jest.spyOn(PasswordService, 'matches').mockImplementationOnce(async (password, hash) => {
      const isRight = await matches(password, hash);
      await owner.post('/api/auth/change-password', { currentPassword: FACTORY_PASSWORD, newPassword });
      return isRight;
    });

    const old = await guest.post('/api/login', { email: user.email, password: FACTORY_PASSWORD });

    expect([old.status, old.body.error]).toEqual([401, 'INVALID_CREDENTIALS']);
    expect(await Session.count({ where: { userId: user.id, revokedAt: null } })).toBe(1);
  });

  it('succeeds once out of ten concurrent attempts', async () => {
    const user = as(await UserFactory.create());

    const tries = Array.from({ length: 10 }, (_, index) =>
      user.post('/api/auth/change-password', {
        currentPassword: FACTORY_PASSWORD,
        newPassword: `password number ${index}`,
      }),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);

    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 422)).toHaveLength(9);
  });

  it('accepts and compares all of 128 characters', async () => {
    const user = await UserFactory.create();
    const long = `${'ü'.repeat(127)}1`;

    await as(user).post('/api/auth/change-password', { currentPassword: FACTORY_PASSWORD, newPassword: long });

    const right = await guest.post('/api/login', { email: user.email, password: long });
    const wrong = await guest.post('/api/login', { email: user.email, password: `${'ü'.repeat(127)}2` });
    expect([right.status, wrong.status]).toEqual([201, 401]);
  });
});
