import { describe, expect, it } from '@jest/globals';
import UserFactory, { FACTORY_PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import PasswordService from '../../../src/services/auth/PasswordService.js';
import { withToken, guest } from '../../support/http.js';

const logIn = (email: string, password = FACTORY_PASSWORD) => guest.post('/api/auth/login', { email, password });

describe('login', () => {
  it.each([
    ['/api/login', 201],
    ['/api/auth/login', 200],
  ])('at %s responds with %d, the user and the tokens', async (path, status) => {
    const user = await UserFactory.create();

    const response = await guest.post(path, { email: user.email, password: FACTORY_PASSWORD });

    expect(response.status).toBe(status);
    const { data } = response.body;
    expect(Object.keys(data).sort()).toEqual(['accessToken', 'expiresIn', 'refreshToken', 'token', 'user']);
    expect(data.user).toMatchObject({ id: user.id, email: user.email, role: 'user', status: 'approved' });
    expect(data.token).toBe(data.accessToken);
    expect(data.expiresIn).toBe(900);
    expect((await withToken(data.token).get('/api/me')).status).toBe(200);
  });

  it('never returns a password or its hash', async () => {
    const user = await UserFactory.create();

    const response = await logIn(user.email);

    expect(response.text).not.toMatch(/password|\$2[aby]\$/i);
    expect(response.text).not.toContain(user.password);
  });

  it('ignores the case of the email and surrounding spaces', async () => {
    const user = await UserFactory.create();

    const response = await logIn(`  ${user.email.toUpperCase()} `);

    expect(response.body.data.user.id).toBe(user.id);
  });

  it('respects the case of the password and surrounding spaces', async () => {
    const user = await UserFactory.create();

    const inCapitals = await logIn(user.email, FACTORY_PASSWORD.toUpperCase());
    const withBlank = await logIn(user.email, `${FACTORY_PASSWORD} `);

    expect([inCapitals.status, withBlank.status]).toEqual([401, 401]);
  });

  it.each([
    ['ASCII', 'x'.repeat(72)],
    ['multi-byte', 'ü'.repeat(36)],
  ])('compares passwords beyond 72 bytes (%s)', async (_kind, beginning) => {
    const user = await UserFactory.create({ password: await PasswordService.hash(`${beginning}right`) });

    const right = await logIn(user.email, `${beginning}right`);
    const wrong = await logIn(user.email, `${beginning}wrong`);

    expect(right.status).toBe(200);
    expect(wrong.status).toBe(401);
  });

  it('stores the time of successful logins only', async () => {
    const user = await UserFactory.create();

    await logIn(user.email, 'not-the-password');
    await user.reload();
    const lastLoginBefore = user.lastLoginAt;
    const response = await logIn(user.email);

    await user.reload();
    expect(lastLoginBefore).toBeNull();
    expect(user.lastLoginAt?.toISOString()).toBe(response.body.data.user.lastLoginAt);
    expect(Math.abs(Date.now() - Number(user.lastLoginAt))).toBeLessThan(60_000);
  });

  it('does not change the update time of the account', async () => {
    const user = await UserFactory.create({ updatedAt: new Date('2026-01-31T09:30:00Z') });
    const { updatedAt } = await user.reload();

    await logIn(user.email);

    await user.reload();
    expect(user.updatedAt).toEqual(updatedAt);
  });
});
