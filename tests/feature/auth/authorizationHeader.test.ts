import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { guest, accessTokenFor } from '../../support/http.js';

const me = (authorization: string) => guest.get('/api/me', { Authorization: authorization });

describe('the Authorization header', () => {
  it.each([
    ['an empty value', () => ''],
    ['no scheme', (token: string) => token],
    ['no token', () => 'Bearer'],
    ['a blank for a token', () => 'Bearer  '],
    ['two tokens', (token: string) => `Bearer ${token} ${token}`],
    ['a list of tokens', (token: string) => `Bearer ${token}, Bearer ${token}`],
    ['the Basic scheme', () => `Basic ${Buffer.from('ada:lumina123').toString('base64')}`],
    ['a token under the Basic scheme', (token: string) => `Basic ${token}`],
    ['a scheme that only begins like Bearer', (token: string) => `Bearers ${token}`],
    ['a tab behind the scheme', (token: string) => `Bearer\t${token}`],
  ])('with %s identifies nobody', async (_what, authorization) => {
    const token = await accessTokenFor(await UserFactory.create());

    const response = await me(authorization(token));

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('UNAUTHORIZED');
    expect(response.headers['www-authenticate']).toBe('Bearer');
  });

  it.each(['Bearer', 'bearer', 'BEARER'])('may write the scheme as %s', async (scheme) => {
    const user = await UserFactory.create();

    const response = await me(`${scheme} ${await accessTokenFor(user)}`);

    expect(response.body.data.id).toBe(user.id);
  });

  it('is the only place from which a token is taken', async () => {
    const token = await accessTokenFor(await UserFactory.create());

    const response = await guest.get(`/api/me?token=${token}&access_token=${token}`, { Cookie: `token=${token}` });

    expect(response.status).toBe(401);
  });

  it.each([
    ['get', '/api/me'],
    ['get', '/api/auth/me'],
    ['patch', '/api/me'],
    ['post', '/api/auth/logout'],
    ['post', '/api/auth/logout-all'],
    ['get', '/api/auth/sessions'],
    ['delete', '/api/auth/sessions/1'],
  ] as const)('is needed to %s %s', async (method, path) => {
    const response = await guest[method](path);

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('UNAUTHORIZED');
  });
});
