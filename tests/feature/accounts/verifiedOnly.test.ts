import { beforeEach, describe, expect, it } from '@jest/globals';
import { openInbox, subjectsTo, tokenFor } from '../../support/inbox.js';

process.env.REQUIRE_VERIFIED_EMAIL = 'true';
const inbox = await openInbox();

const { default: UserFactory, PASSWORD } = await import('../../../src/database/factories/UserFactory.js');
const { User } = await import('../../../src/models/User.js');
const { as, guest } = await import('../../support/http.js');

const names = { firstname: 'Ada', lastname: 'Lovelace', password: PASSWORD };

beforeEach(() => {
  inbox.arrived.splice(0);
});

describe('where addresses must be confirmed', () => {
  it('an unconfirmed account cannot log in, and is told so only with the right password', async () => {
    const { email } = await UserFactory.unverified().create();

    const right = await guest.post('/api/login', { email, password: PASSWORD });
    const wrong = await guest.post('/api/login', { email, password: 'wrong password' });

    expect(right.status).toBe(403);
    expect(right.body.error).toBe('EMAIL_NOT_VERIFIED');
    expect(wrong.body.error).toBe('INVALID_CREDENTIALS');
  });

  it('registration leads to a login by way of the mail', async () => {
    const email = 'newcomer@example.com';

    const registered = await guest.post('/api/auth/register', { ...names, email });
    await guest.post('/api/auth/verify-email', { token: tokenFor(inbox, email, 'verify-email') });
    const login = await guest.post('/api/login', { email, password: PASSWORD });

    expect(registered.status).toBe(201);
    expect(registered.body.data).toBeNull();
    expect(login.status).toBe(201);
  });

  it.each(['/api/auth/register', '/api/auth/signup', '/api/users'])(
    '%s answers the same for an address that has an account, whose owner is told',
    async (path) => {
      const { email } = await UserFactory.create();

      const known = await guest.post(path, { ...names, email });
      const unknown = await guest.post(path, { ...names, email: `other.${email}` });

      expect([known.status, unknown.status]).toEqual([201, 201]);
      expect(known.body).toEqual(unknown.body);
      expect(subjectsTo(inbox, email)).toEqual(['Lumina: you have an account already']);
      expect(await User.count({ where: { email: `other.${email}` } })).toBe(1);
    },
  );

  it('ten registrations of one address at once make one account and no error', async () => {
    const email = 'parallel@example.com';

    const responses = await Promise.all(
      Array.from({ length: 10 }, () => guest.post('/api/auth/register', { ...names, email })),
    );

    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
    expect(await User.count({ where: { email } })).toBe(1);
  });

  it('an administrator still gets the account that they create', async () => {
    const admin = as(await UserFactory.admin().create());

    const response = await admin.post('/api/users', { ...names, email: 'made@example.com' });

    expect(response.body.data).toMatchObject({ email: 'made@example.com', emailVerifiedAt: null });
  });
});
