import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { withToken, guest } from '../../support/http.js';
import { signInDevice } from '../../support/tokens.js';

const refresh = (refreshToken: unknown) => guest.post('/api/auth/refresh', { refreshToken });

async function device() {
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
  ])('that nobody issued is refused: %j', async (refreshToken) => {
    const response = await refresh(refreshToken);

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('INVALID_TOKEN');
    expect(response.headers['www-authenticate']).toBe('Bearer');
  });

  it.each([[undefined], [null], [7], [''], [['a']], [{ $ne: null }], ['x'.repeat(513)]])(
    'must be a text: %j',
    async (refreshToken) => {
      const response = await refresh(refreshToken);

      expect(response.status).toBe(422);
      expect(response.body.errors[0].field).toBe('refreshToken');
    },
  );

  it('is of a family and a secret that belong together', async () => {
    const { refreshToken } = await device();
    const other = await device();
    const [family] = refreshToken.split('.');
    const [, secret] = other.refreshToken.split('.');

    const response = await refresh(`${family}.${secret}`);

    expect(response.status).toBe(401);
  });

  it('is no access token, nor the reverse', async () => {
    const { accessToken, refreshToken } = await device();

    const asRefreshToken = await refresh(accessToken);
    const asAccessToken = await withToken(refreshToken).get('/api/me');

    expect(asRefreshToken.body.error).toBe('INVALID_TOKEN');
    expect(asAccessToken.body.error).toBe('INVALID_TOKEN');
  });

  it('of a suspended account is refused with the reason', async () => {
    const { user, refreshToken } = await device();
    await user.update({ status: 'suspended' });

    const response = await refresh(refreshToken);

    expect(response.status).toBe(403);
    expect(response.body.error).toBe('ACCOUNT_SUSPENDED');
  });

  it('of a deleted account is refused', async () => {
    const { user, refreshToken } = await device();
    await user.destroy();

    const response = await refresh(refreshToken);

    expect(response.status).toBe(401);
  });
});
