import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { authConfig } from '../../../src/config/auth.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { withToken } from '../../support/http.js';
import { buildClaims, signInDevice, encode, hmac, jwt } from '../../support/tokens.js';

type Claims = Record<string, unknown>;

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = publicKey.export({ format: 'jwk' });

const unsigned = () => '';
const byRsa = (text: string) => sign('sha256', Buffer.from(text), privateKey).toString('base64url');
const byStranger = hmac('sha256', 'a-secret-of-somebody-else-entirely');
const byRefreshKey = hmac('sha256', authConfig.refreshToken.key);

async function genuineClaims(): Promise<Claims> {
  const user = await UserFactory.create();
  const { session } = await signInDevice(user);
  return buildClaims(user, session);
}

const forgeries: [string, (claims: Claims) => string][] = [
  ['is not signed (alg none)', (claims) => jwt(claims, { alg: 'none' }, unsigned)],
  ['is not signed (alg NoNe)', (claims) => jwt(claims, { alg: 'NoNe' }, unsigned)],
  ['claims HS256 without a signature', (claims) => jwt(claims, {}, unsigned)],
  ['is signed by HS512', (claims) => jwt(claims, { alg: 'HS512' }, hmac('sha512'))],
  ['is signed by HS384', (claims) => jwt(claims, { alg: 'HS384' }, hmac('sha384'))],
  ['is signed by RS256', (claims) => jwt(claims, { alg: 'RS256' }, byRsa)],
  ['brings its own key', (claims) => jwt(claims, { alg: 'RS256', jwk }, byRsa)],
  ['names no algorithm', (claims) => jwt(claims, { alg: undefined })],
  ['is signed with another secret', (claims) => jwt(claims, {}, byStranger)],
  ['is signed with an empty secret', (claims) => jwt(claims, {}, hmac('sha256', ''))],
  ['is signed with the refresh secret', (claims) => jwt(claims, {}, byRefreshKey)],
  ['asks for an empty key by its kid', (claims) => jwt(claims, { kid: '../../../dev/null' }, hmac('sha256', ''))],
  ['injects SQL by its kid', (claims) => jwt(claims, { kid: "x' UNION SELECT 'k' --" }, hmac('sha256', 'k'))],
  ['fetches its key elsewhere', (claims) => jwt(claims, { jku: 'http://127.0.0.1:1/keys' }, hmac('sha256', 'k'))],
];

const wrongClaims: [string, Claims][] = [
  ['no issuer', { iss: undefined }],
  ['another issuer', { iss: 'somebody' }],
  ['no audience', { aud: undefined }],
  ['another audience', { aud: 'another-api' }],
  ['no type', { type: undefined }],
  ['another type', { type: 'refresh' }],
  ['no expiry', { exp: undefined }],
  ['an expiry that is no number', { exp: '9999999999' }],
  ['a beginning in the future', { nbf: 9_999_999_999 }],
  ['no user', { id: undefined }],
  ['a user that is no number', { id: { gt: 0 } }],
  ['several users', { id: [1, 2, 3] }],
  ['no session', { sid: undefined }],
  ['a session that is no number', { sid: '1' }],
  ['a session that does not exist', { sid: 999_999_999 }],
  ['a user that does not exist', { id: 999_999_999 }],
];

describe('a forged access token', () => {
  it('is accepted when nothing is wrong with it, as the others differ from it in one point only', async () => {
    const token = jwt(await genuineClaims());

    const response = await withToken(token).get('/api/me');

    expect(response.status).toBe(200);
  });

  it.each(forgeries)('that %s is refused', async (_what, forge) => {
    const token = forge(await genuineClaims());

    const response = await withToken(token).get('/api/me');

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('INVALID_TOKEN');
    expect(response.headers['www-authenticate']).toBe('Bearer');
  });

  it.each(wrongClaims)('with %s is refused', async (_what, changes) => {
    const token = jwt({ ...(await genuineClaims()), ...changes });

    const response = await withToken(token).get('/api/me');

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('INVALID_TOKEN');
  });

  it.each([
    ['garbage', 'garbage'],
    ['three words', 'a.b.c'],
    ['two dots', '..'],
    ['a header of null', `${encode('null')}.${encode('{}')}.c`],
    ['a broken header', `${encode('{')}.${encode('{}')}.c`],
    ['a payload that is no JSON', jwt('no JSON', {}, byStranger)],
    ['a payload of null', jwt('null', {}, byStranger)],
    ['a payload that is a list', jwt('[]', {}, byStranger)],
    ['a payload of nothing', jwt('', {}, byStranger)],
    ['a very long word', 'x'.repeat(8000)],
  ])('cannot be %s', async (_what, token) => {
    const response = await withToken(token).get('/api/me');

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('INVALID_TOKEN');
  });
});
