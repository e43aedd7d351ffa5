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
const withRsa = (text: string) => sign('sha256', Buffer.from(text), privateKey).toString('base64url');
const withForeignSecret = hmac('sha256', 'a-secret-of-somebody-else-entirely');
const withRefreshSecret = hmac('sha256', authConfig.refreshToken.key);

async function createClaims(): Promise<Claims> {
  const user = await UserFactory.create();
  const { session } = await signInDevice(user);
  return buildClaims(user, session);
}

const forgeries: [string, (claims: Claims) => string][] = [
  ['is not signed (alg none)', (claims) => jwt(claims, { alg: 'none' }, unsigned)],
  ['is not signed (alg NoNe)', (claims) => jwt(claims, { alg: 'NoNe' }, unsigned)],
  ['claims HS256 without a signature', (claims) => jwt(claims, {}, unsigned)],
  ['is signed with HS512', (claims) => jwt(claims, { alg: 'HS512' }, hmac('sha512'))],
  ['is signed with HS384', (claims) => jwt(claims, { alg: 'HS384' }, hmac('sha384'))],
  ['is signed with RS256', (claims) => jwt(claims, { alg: 'RS256' }, withRsa)],
  ['contains its own key (jwk)', (claims) => jwt(claims, { alg: 'RS256', jwk }, withRsa)],
  ['names no algorithm', (claims) => jwt(claims, { alg: undefined })],
  ['is signed with another secret', (claims) => jwt(claims, {}, withForeignSecret)],
  ['is signed with an empty secret', (claims) => jwt(claims, {}, hmac('sha256', ''))],
  ['is signed with the refresh secret', (claims) => jwt(claims, {}, withRefreshSecret)],
  ['points its kid to an empty file', (claims) => jwt(claims, { kid: '../../../dev/null' }, hmac('sha256', ''))],
  ['injects SQL through its kid', (claims) => jwt(claims, { kid: "x' UNION SELECT 'k' --" }, hmac('sha256', 'k'))],
  [
    'points to a foreign key set (jku)',
    (claims) => jwt(claims, { jku: 'http://127.0.0.1:1/keys' }, hmac('sha256', 'k')),
  ],
];

const wrongClaims: [string, Claims][] = [
  ['no issuer', { iss: undefined }],
  ['another issuer', { iss: 'somebody' }],
  ['no audience', { aud: undefined }],
  ['another audience', { aud: 'another-api' }],
  ['no type', { type: undefined }],
  ['another type', { type: 'refresh' }],
  ['no expiry', { exp: undefined }],
  ['an expiry of another type', { exp: '9999999999' }],
  ['a start in the future (nbf)', { nbf: 9_999_999_999 }],
  ['no user id', { id: undefined }],
  ['a user id of another type', { id: { gt: 0 } }],
  ['several user ids', { id: [1, 2, 3] }],
  ['no session', { sid: undefined }],
  ['a session id of another type', { sid: '1' }],
  ['a session that does not exist', { sid: 999_999_999 }],
  ['a user that does not exist', { id: 999_999_999 }],
];

describe('a forged access token', () => {
  it('is accepted when nothing is forged, as a control for the other tests', async () => {
    const token = jwt(await createClaims());

    const response = await withToken(token).get('/api/me');

    expect(response.status).toBe(200);
  });

  it.each(forgeries)('is rejected when it %s', async (_name, forge) => {
    const token = forge(await createClaims());

    const response = await withToken(token).get('/api/me');

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('INVALID_TOKEN');
    expect(response.headers['www-authenticate']).toBe('Bearer');
  });

  it.each(wrongClaims)('is rejected with %s', async (_name, changes) => {
    const token = jwt({ ...(await createClaims()), ...changes });

    const response = await withToken(token).get('/api/me');

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('INVALID_TOKEN');
  });

  it.each([
    ['garbage', 'garbage'],
    ['three words', 'a.b.c'],
    ['two dots', '..'],
    ['a header of null', `${encode('null')}.${encode('{}')}.c`],
    ['a header of invalid JSON', `${encode('{')}.${encode('{}')}.c`],
    ['a payload of invalid JSON', jwt('no JSON', {}, withForeignSecret)],
    ['a payload of null', jwt('null', {}, withForeignSecret)],
    ['an array as payload', jwt('[]', {}, withForeignSecret)],
    ['an empty payload', jwt('', {}, withForeignSecret)],
    ['a very long string', 'x'.repeat(8000)],
  ])('is rejected when it is malformed: %s', async (_name, token) => {
    const response = await withToken(token).get('/api/me');

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('INVALID_TOKEN');
  });
});
