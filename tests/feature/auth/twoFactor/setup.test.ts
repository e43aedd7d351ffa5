import { afterEach, describe, expect, it } from '@jest/globals';
import UserFactory, { FACTORY_PASSWORD } from '../../../../src/database/factories/users/UserFactory.js';
import { AuditLog } from '../../../../src/audit/AuditLog.js';
import { TwoFactorRecoveryCode } from '../../../../src/models/auth/TwoFactorRecoveryCode.js';
import { User } from '../../../../src/models/users/User.js';
import RecoveryCodeService from '../../../../src/services/auth/RecoveryCodeService.js';
import { clock } from '../../../../src/utils/clock.js';
import { currentCode, wrongCode } from '../../../support/authenticator.js';
import { as, guest } from '../../../support/http.js';

const PATH = '/api/auth/two-factor';
const CODES = `${PATH}/recovery-codes`;

async function actionsAbout(user: User): Promise<string[]> {
  const where = { subjectType: 'User', subjectId: String(user.id) };
  return (await AuditLog.findAll({ where, order: ['id'] })).map(({ action }) => action);
}

async function reloadUser(user: User): Promise<User> {
  return User.findByPk(user.id, { rejectOnEmpty: true });
}

afterEach(() => clock.reset());

describe('turning two-factor authentication on', () => {
  it('starts with a secret as text, URI and QR code, and changes nothing yet', async () => {
    const user = await UserFactory.create();
    const client = as(user);

    const { status, body } = await client.post(PATH, { currentPassword: FACTORY_PASSWORD });

    expect(status).toBe(201);
    const { secret, uri, svg } = body.data as Record<string, string>;
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const { protocol, host, pathname, searchParams } = new URL(uri ?? '');
    expect([protocol, host, decodeURIComponent(pathname)]).toEqual(['otpauth:', 'totp', `/Lumina:${user.email}`]);
    expect(Object.fromEntries(searchParams)).toEqual({
      issuer: 'Lumina',
      secret,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
    expect(svg).toMatch(/^<svg [^>]+>.*<\/svg>$/s);
    expect((await client.get('/api/me')).body.data.twoFactorEnabled).toBe(false);
  });

  it('completes with a code from the app and returns ten recovery codes', async () => {
    const user = await UserFactory.create();
    const client = as(user);
    const { body: setup } = await client.post(PATH, { currentPassword: FACTORY_PASSWORD });
    const code = currentCode(setup.data.secret);

    const { status, body } = await client.post(`${PATH}/confirm`, { code: ` ${code.slice(0, 3)} ${code.slice(3)}` });

    expect(status).toBe(200);
    const { recoveryCodes } = body.data as { recoveryCodes: string[] };
    expect(new Set(recoveryCodes).size).toBe(10);
    for (const one of recoveryCodes) expect(one).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
    expect((await client.get('/api/me')).body.data.twoFactorEnabled).toBe(true);
    expect(await actionsAbout(user)).toEqual(['two-factor.enabled']);
  });

  it('consumes the code', async () => {
    const user = await UserFactory.create();
    const client = as(user);
    const { body: setup } = await client.post(PATH, { currentPassword: FACTORY_PASSWORD });
    const code = currentCode(setup.data.secret);
    await client.post(`${PATH}/confirm`, { code });
    const { body } = await guest.post('/api/auth/login', { email: user.email, password: FACTORY_PASSWORD });

    const replayed = await guest.post(`${PATH}/challenge`, { challengeToken: body.data.challengeToken, code });

    expect([replayed.status, replayed.body.error]).toEqual([401, 'INVALID_CODE']);
  });

  it('never stores the secret or recovery codes in plain text', async () => {
    const user = await UserFactory.create();
    const client = as(user);
    const { body: setup } = await client.post(PATH, { currentPassword: FACTORY_PASSWORD });
    const { body } = await client.post(`${PATH}/confirm`, { code: currentCode(setup.data.secret) });

    const rows = JSON.stringify([
      await reloadUser(user),
      await TwoFactorRecoveryCode.findAll(),
      await AuditLog.findAll(),
    ]);

    expect(rows).not.toContain(setup.data.secret);
    for (const one of body.data.recoveryCodes as string[]) {
      expect(rows).not.toContain(one);
      expect(rows).not.toContain(one.replace('-', ''));
    }
  });

  it.each([
    ['is missing', {}, 'This field is required'],
    ['is wrong', { currentPassword: 'a wrong one' }, 'Is incorrect'],
  ])('is rejected when the password %s', async (_why, body, message) => {
    const user = await UserFactory.create();

    const response = await as(user).post(PATH, body);

    expect(response.status).toBe(422);
    expect(response.body.errors).toEqual([{ field: 'currentPassword', message }]);
    expect((await reloadUser(user)).twoFactorSecret).toBeNull();
  });

  it('is denied to guests', async () => {
    const statuses = [
      (await guest.post(PATH, { currentPassword: FACTORY_PASSWORD })).status,
      (await guest.post(`${PATH}/confirm`, { code: '123456' })).status,
      (await guest.delete(PATH, { currentPassword: FACTORY_PASSWORD, code: '123456' })).status,
      (await guest.post(CODES, { currentPassword: FACTORY_PASSWORD, code: '123456' })).status,
    ];

    expect(statuses).toEqual([401, 401, 401, 401]);
  });

  it('cannot be confirmed before it is started', async () => {
    const user = await UserFactory.create();

    const { status, body } = await as(user).post(`${PATH}/confirm`, { code: currentCode() });

    expect([status, body.error]).toEqual([409, 'CONFLICT']);
    expect((await reloadUser(user)).hasTwoFactor()).toBe(false);
  });

  it('rejects a wrong code and a code of a replaced secret', async () => {
    const user = await UserFactory.create();
    const client = as(user);
    const { body: first } = await client.post(PATH, { currentPassword: FACTORY_PASSWORD });
    const { body: second } = await client.post(PATH, { currentPassword: FACTORY_PASSWORD });

    const replaced = await client.post(`${PATH}/confirm`, { code: currentCode(first.data.secret) });
    const wrong = await client.post(`${PATH}/confirm`, { code: wrongCode(second.data.secret) });

    expect([replaced.body.error, wrong.body.error]).toEqual(['INVALID_CODE', 'INVALID_CODE']);
    expect([replaced.status, wrong.status]).toEqual([401, 401]);
    expect((await reloadUser(user)).hasTwoFactor()).toBe(false);
  });

  it('is rejected when it is already on', async () => {
    const user = await UserFactory.withTwoFactor().create();

    const start = await as(user).post(PATH, { currentPassword: FACTORY_PASSWORD });
    const confirm = await as(user).post(`${PATH}/confirm`, { code: currentCode() });

    expect([start.status, confirm.status]).toEqual([409, 409]);
    expect((await reloadUser(user)).twoFactorSecret).toBe(user.twoFactorSecret);
  });
});

describe('turning two-factor authentication off', () => {
  it('requires password and code, and then allows login with the password alone', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const client = as(user);

    const { status } = await client.delete(PATH, { currentPassword: FACTORY_PASSWORD, code: currentCode() });

    const { body } = await guest.post('/api/auth/login', { email: user.email, password: FACTORY_PASSWORD });
    expect(status).toBe(200);
    expect(body.data.user.twoFactorEnabled).toBe(false);
    expect((await reloadUser(user)).twoFactorSecret).toBeNull();
    expect(await TwoFactorRecoveryCode.count({ where: { userId: user.id } })).toBe(0);
    expect(await actionsAbout(user)).toEqual(['two-factor.disabled']);
  });

  it('accepts a recovery code too', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const [code] = await RecoveryCodeService.replace(user);

    const { status } = await as(user).delete(PATH, { currentPassword: FACTORY_PASSWORD, code });

    expect(status).toBe(200);
    expect(await actionsAbout(user)).toEqual(['two-factor.recovery-code-used', 'two-factor.disabled']);
  });

  it.each([
    ['the password is missing', { code: '123456' }, 422],
    ['the code is missing', { currentPassword: FACTORY_PASSWORD }, 422],
    ['the code is blank', { currentPassword: FACTORY_PASSWORD, code: '  ' }, 422],
    ['the code is wrong', { currentPassword: FACTORY_PASSWORD, code: 'k3v9q-0t7xm' }, 401],
  ])('is rejected when %s', async (_why, body, status) => {
    const user = await UserFactory.withTwoFactor().create();

    const response = await as(user).delete(PATH, body);

    expect(response.status).toBe(status);
    expect((await reloadUser(user)).hasTwoFactor()).toBe(true);
  });

  it('does not consume the code when the password is wrong', async () => {
    const user = await UserFactory.withTwoFactor().create();

    const wrong = await as(user).delete(PATH, { currentPassword: 'a wrong one', code: currentCode() });
    const right = await as(user).delete(PATH, { currentPassword: FACTORY_PASSWORD, code: currentCode() });

    expect([wrong.status, right.status]).toEqual([422, 200]);
  });

  it('is rejected when it is not on', async () => {
    const { status } = await as(await UserFactory.create()).delete(PATH, {
      currentPassword: FACTORY_PASSWORD,
      code: currentCode(),
    });

    expect(status).toBe(409);
  });

  it('ends open challenges', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const [recoveryCode, code] = await RecoveryCodeService.replace(user);
    const { body } = await guest.post('/api/auth/login', { email: user.email, password: FACTORY_PASSWORD });
    const { challengeToken } = body.data as { challengeToken: string };
    await as(user).delete(PATH, { currentPassword: FACTORY_PASSWORD, code });

    const response = await guest.post(`${PATH}/challenge`, { challengeToken, recoveryCode });

    expect([response.status, response.body.error]).toEqual([401, 'INVALID_TOKEN']);
  });
});

describe('new recovery codes', () => {
  it('replace the previous ones', async () => {
    const user = await UserFactory.withTwoFactor().create();
    const [old] = await RecoveryCodeService.replace(user);
    const client = as(user);

    const { status, body } = await client.post(CODES, { currentPassword: FACTORY_PASSWORD, code: currentCode() });

    const [fresh] = body.data.recoveryCodes as string[];
    expect(status).toBe(200);
    expect((await client.delete(PATH, { currentPassword: FACTORY_PASSWORD, code: old })).status).toBe(401);
    expect((await client.delete(PATH, { currentPassword: FACTORY_PASSWORD, code: fresh })).status).toBe(200);
    expect(await actionsAbout(user)).toContain('two-factor.recovery-codes-renewed');
  });

  it.each([
    ['without a code', { currentPassword: FACTORY_PASSWORD }, 422],
    ['with a wrong code', { currentPassword: FACTORY_PASSWORD, code: 'nonsense' }, 401],
    ['without the password', { code: '123456' }, 422],
  ])('are not issued %s', async (_why, body, status) => {
    const user = await UserFactory.withTwoFactor().create();
    const [old] = await RecoveryCodeService.replace(user);

    const response = await as(user).post(CODES, body);

    expect(response.status).toBe(status);
    expect(await RecoveryCodeService.consume(user, old ?? '')).toBe(true);
  });

  it('are not issued when two-factor authentication is off', async () => {
    const { status } = await as(await UserFactory.create()).post(CODES, {
      currentPassword: FACTORY_PASSWORD,
      code: '123456',
    });

    expect(status).toBe(409);
  });
});
