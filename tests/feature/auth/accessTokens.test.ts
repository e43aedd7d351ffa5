import { afterEach, describe, expect, it } from '@jest/globals';
import SessionFactory from '../../../src/database/factories/auth/SessionFactory.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import TokenService from '../../../src/services/auth/TokenService.js';
import { clock } from '../../../src/utils/clock.js';
import { withToken } from '../../support/http.js';
import { signInDevice, encode } from '../../support/tokens.js';

describe('an access token', () => {
  afterEach(() => clock.reset());

  it('is rejected when its payload was replaced', async () => {
    const { accessToken } = await signInDevice(await UserFactory.create());
    const [header, payload = '', signature] = accessToken.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;

    const forged = `${header}.${encode({ ...claims, role: 'admin' })}.${signature}`;
    const response = await withToken(forged).get('/api/me');

    expect(response.body.error).toBe('INVALID_TOKEN');
  });

  it('of one user does not open the session of another', async () => {
    const user = await UserFactory.create();
    const theirs = await SessionFactory.create();

    const response = await withToken(TokenService.issue(user, theirs)).get('/api/me');

    expect(response.body.error).toBe('INVALID_TOKEN');
  });

  it('is rejected with its own error code when it has expired', async () => {
    const { accessToken } = await signInDevice(await UserFactory.create());
    clock.travel(901);

    const response = await withToken(accessToken).get('/api/me');

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('TOKEN_EXPIRED');
    expect(response.headers['www-authenticate']).toBe('Bearer');
  });

  it.each(['revoked', 'expired'] as const)('is rejected when its session is %s', async (state) => {
    const user = await UserFactory.create();
    const session = await SessionFactory.for(user)[state]().create();

    const response = await withToken(TokenService.issue(user, session)).get('/api/me');

    expect(response.body.error).toBe('INVALID_TOKEN');
  });
});
