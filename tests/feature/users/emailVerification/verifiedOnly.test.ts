import { beforeEach, describe, expect, it } from '@jest/globals';
import { openInbox, subjectsTo, tokenFor } from '../../../support/inbox.js';

process.env.REQUIRE_VERIFIED_EMAIL = 'true';
const inbox = await openInbox();

const { default: UserFactory, FACTORY_PASSWORD } =
  await import('../../../../src/database/factories/users/UserFactory.js');
const { User } = await import('../../../../src/models/users/User.js');
const { default: SessionService } = await import('../../../../src/services/auth/SessionService.js');
const { default: QueueDashboardService } = await import('../../../../src/services/operations/QueueDashboardService.js');
const { createApiKey } = await import('../../../support/apiKeys.js');
const { as, withToken, guest } = await import('../../../support/http.js');

const names = { firstname: 'Ada', lastname: 'Lovelace', password: FACTORY_PASSWORD };

beforeEach(() => {
  inbox.arrived.splice(0);
});

describe('required email verification', () => {
  it('blocks login with an unverified email, and gives the reason only with the right password', async () => {
    const { email } = await UserFactory.unverified().create();

    const right = await guest.post('/api/login', { email, password: FACTORY_PASSWORD });
    const wrong = await guest.post('/api/login', { email, password: 'wrong password' });

    expect(right.status).toBe(403);
    expect(right.body.error).toBe('EMAIL_NOT_VERIFIED');
    expect(wrong.body.error).toBe('INVALID_CREDENTIALS');
  });

  it('lets a registered user log in through the mailed link', async () => {
    const email = 'newcomer@example.com';

    const registered = await guest.post('/api/auth/register', { ...names, email });
    await guest.post('/api/auth/verify-email', { token: tokenFor(inbox, email, 'verify-email') });
    const login = await guest.post('/api/login', { email, password: FACTORY_PASSWORD });

    expect(registered.status).toBe(201);
    expect(registered.body.data).toBeNull();
    expect(login.status).toBe(201);
  });

  it.each(['/api/auth/register', '/api/auth/signup', '/api/users'])(
    'makes %s respond alike to a taken email and notifies its owner',
    async (path) => {
      const { email } = await UserFactory.create();

      const known = await guest.post(path, { ...names, email });
      const unknown = await guest.post(path, { ...names, email: `other.${email}` });

      expect([known.status, unknown.status]).toEqual([201, 201]);
      expect(known.body).toEqual(unknown.body);
      expect(subjectsTo(inbox, email)).toEqual(['You already have a Lumina account']);
      expect(await User.count({ where: { email: `other.${email}` } })).toBe(1);
    },
  );

  it('creates one account for ten concurrent registrations of one email', async () => {
    const email = 'parallel@example.com';

    const responses = await Promise.all(
      Array.from({ length: 10 }, () => guest.post('/api/auth/register', { ...names, email })),
    );

    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
    expect(await User.count({ where: { email } })).toBe(1);
  });

  it('rejects existing sessions and API keys of an account whose email is no longer verified', async () => {
    const user = await UserFactory.create();
    const { body } = await guest.post('/api/login', { email: user.email, password: FACTORY_PASSWORD });
    const clients = [withToken(body.data.accessToken), withToken(await createApiKey(user, 'account:read'))];
    await as(await UserFactory.admin().create()).patch(`/api/users/${user.id}`, { email: `new.${user.email}` });

    const responses = [
      ...(await Promise.all(clients.map((client) => client.get('/api/me')))),
      await guest.post('/api/auth/refresh', { refreshToken: body.data.refreshToken }),
    ];

    expect(responses.map((response) => response.body.error)).toEqual(responses.map(() => 'EMAIL_NOT_VERIFIED'));
    expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 403));
  });

  it('requires a verified email from administrators for the queue dashboard', async () => {
    const [verified, unverified] = [
      await UserFactory.admin().create(),
      await UserFactory.admin().unverified().create(),
    ];

    const [may, mayNot] = await Promise.all(
      [verified, unverified].map(async (user) => {
        const { session } = await SessionService.start(user, { ip: null, userAgent: null });
        return QueueDashboardService.isAuthorized({ userId: user.id, sessionId: session.id });
      }),
    );

    expect([may, mayNot]).toEqual([true, false]);
  });

  it('does not reveal a taken email to a user who requests it, but notifies its owner', async () => {
    const [user, owner] = [await UserFactory.create(), await UserFactory.create()];
    const change = { email: owner.email, currentPassword: FACTORY_PASSWORD };

    const taken = await as(user).patch('/api/me', change);
    const free = await as(user).patch('/api/me', { ...change, email: `free.${owner.email}` });

    expect([taken.status, free.status]).toEqual([200, 200]);
    expect({ ...taken.body.data, updatedAt: null }).toEqual({ ...free.body.data, updatedAt: null });
    expect(subjectsTo(inbox, owner.email)).toEqual(['You already have a Lumina account']);
  });

  it('still returns to administrators the accounts that they create', async () => {
    const admin = as(await UserFactory.admin().create());

    const response = await admin.post('/api/users', { ...names, email: 'made@example.com' });

    expect(response.body.data).toMatchObject({ email: 'made@example.com', emailVerifiedAt: null });
  });
});
