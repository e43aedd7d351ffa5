import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { guest, accessTokenFor } from '../../support/http.js';

const getMe = (authorization: string) => guest.get('/api/me', { Authorization: authorization });

describe('the Authorization header', () => {
  it.each([
    ['an empty value', () => ''],
    ['no scheme', (token: string) => token],
    ['no token', () => 'Bearer'],
    ['a space as the token', () => 'Bearer  '],
    ['two tokens', (token: string) => `Bearer ${token} ${token}`],
    ['a list of tokens', (token: string) => `Bearer ${token}, Bearer ${token}`],
    ['the Basic scheme', () => `Basic ${Buffer.from('ada:lumina123').toString('base64')}`],
    ['a token under the Basic scheme', (token: string) => `Basic ${token}`],
    ['a scheme that starts with Bearer', (token: string) => `Bearers ${token}`],
    ['a tab after the scheme', (token: string) => `Bearer\t${token}`],
  ])('does not authenticate with %s', async (_name, authorization) => {
    const token = await accessTokenFor(await UserFactory.create());

    const response = await getMe(authorization(token));

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('UNAUTHORIZED');
    expect(response.headers['www-authenticate']).toBe('Bearer');
  });

  it.each(['Bearer', 'bearer', 'BEARER'])('accepts the scheme %s', async (scheme) => {
    const user = await UserFactory.create();

    const response = await getMe(`${scheme} ${await accessTokenFor(user)}`);

    expect(response.body.data.id).toBe(user.id);
  });

  it('is the only accepted source of a token', async () => {
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
  ] as const)('is required by %s %s', async (method, path) => {
    const response = await guest[method](path);

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('UNAUTHORIZED');
  });
});
