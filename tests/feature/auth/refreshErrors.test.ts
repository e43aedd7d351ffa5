import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { withToken, guest } from '../../support/http.js';
import { signInDevice } from '../../support/tokens.js';

const refresh = (refreshToken: unknown) => guest.post('/api/auth/refresh', { refreshToken });

async function createDevice() {
  const user = await UserFactory.create();
  return { user, ...(await signInDevice(user)) };
}

describe('a refresh token', () => {
  it.each([
    'garbage',
    'a.b',
    '.',
    `${'a'.repeat(22)}.${'b'.repeat(43)}`,
    `${'a'.repeat(22)}.${'b'.repeat(43)}\n`,
    `${'a'.repeat(22)}.${'b'.repeat(43)}.c`,
    `${'é'.repeat(22)}.${'b'.repeat(43)}`,
    "' OR 1=1 --",
    'x'.repeat(512),
  ])('is rejected when it is malformed or unknown: %j', async (refreshToken) => {
    const response = await refresh(refreshToken);

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('INVALID_TOKEN');
    expect(response.headers['www-authenticate']).toBe('Bearer');
  });

  it.each([[undefined], [null], [7], [''], [['a']], [{ $ne: null }], ['x'.repeat(513)]])(
    'must be a string: %j',
    async (refreshToken) => {
      const response = await refresh(refreshToken);

      expect(response.status).toBe(422);
      expect(response.body.errors[0].field).toBe('refreshToken');
    },
  );

  it('is rejected when its family and secret do not match', async () => {
    const { refreshToken } = await createDevice();
    const other = await createDevice();
    const [family] = refreshToken.split('.');
    const [, secret] = other.refreshToken.split('.');

    const response = await refresh(`${family}.${secret}`);

    expect(response.status).toBe(401);
  });

  it('and an access token do not replace each other', async () => {
    const { accessToken, refreshToken } = await createDevice();

    const asRefreshToken = await refresh(accessToken);
    const asAccessToken = await withToken(refreshToken).get('/api/me');

    expect(asRefreshToken.body.error).toBe('INVALID_TOKEN');
    expect(asAccessToken.body.error).toBe('INVALID_TOKEN');
  });

  it('of a suspended account is rejected with the reason', async () => {
    const { user, refreshToken } = await createDevice();
    await user.update({ status: 'suspended' });

    const response = await refresh(refreshToken);

    expect(response.status).toBe(403);
    expect(response.body.error).toBe('ACCOUNT_SUSPENDED');
  });

  it('of a deleted account is rejected', async () => {
    const { user, refreshToken } = await createDevice();
    await user.destroy();

    const response = await refresh(refreshToken);

    expect(response.status).toBe(401);
  });
});
