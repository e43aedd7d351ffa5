import { beforeAll, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../../src/database/factories/users/UserFactory.js';
import { as, type Client, guest } from '../../../support/http.js';

let admin: Client;

beforeAll(async () => {
  admin = as(await UserFactory.admin().create());
});

describe('an id in a path', () => {
  const bad = ['abc', '0', '-1', '1e3', '1.5', '01', '%201', '+1', '0x1', 'NaN', 'null', '１', '1,2', '1;', '%00'];

  it.each([...bad, 'a%00b', String(2n ** 70n), '9007199254740992', '9'.repeat(400)])('is rejected: %s', async (id) => {
    const path = `/api/users/${id.replace('１', encodeURIComponent('１'))}`;

    const [shown, changed, deleted] = [await admin.get(path), await admin.patch(path, {}), await admin.delete(path)];

    expect([shown.status, changed.status, deleted.status]).toEqual([422, 422, 422]);
    expect(shown.body.errors).toMatchObject([{ field: 'id' }]);
  });

  it.each(['9007199254740991', '2147483648', '4294967296'])('may exceed 32 bits and is not found: %s', async (id) => {
    const response = await admin.get(`/api/users/${id}`);

    expect(response.status).toBe(404);
  });

  it.each(['%', '%zz', '%E0%A4%A', '%ff', '%C0%80', '%ED%A0%80'])('is rejected as malformed: %s', async (id) => {
    const [one, deep] = [await admin.get(`/api/users/${id}`), await admin.post(`/api/users/${id}/restore`)];

    expect([one.status, deep.status]).toEqual([400, 400]);
    expect(one.body.error).toBe('BAD_REQUEST');
  });

  it.each(['..%2f..%2fetc%2fpasswd', '1%2f2', "1'%20OR%20'1'='1", '1%3B%20DROP%20TABLE%20users'])(
    'is not decoded into another path: %s',
    async (id) => {
      const response = await admin.get(`/api/users/${id}`);

      expect([404, 422]).toContain(response.status);
    },
  );
});

describe('a URL', () => {
  it('may be long', async () => {
    const response = await guest.get(`/api/${'x'.repeat(8000)}?${'y'.repeat(4000)}`);

    expect(response.status).toBe(404);
  });

  it('is rejected beyond the size limit', async () => {
    const response = await guest.get(`/api/${'x'.repeat(40_000)}`);

    expect(response.status).toBe(431);
  });

  it.each(['%', '%zz=1', 'search=%', 'search=%E0%A4%A', '&&&', '=', '?', 'a[b][c]=d', '__proto__=1', '__proto__[x]=1'])(
    'with an odd query is parsed as far as possible: %s',
    async (query) => {
      const response = await admin.get(`/api/users?${query}`);

      expect(response.status).toBe(200);
    },
  );

  it('may have thousands of parameters, which are not echoed', async () => {
    const response = await admin.get(`/api/users?${'a&'.repeat(5000)}`);

    expect(response.status).toBe(200);
    expect(response.headers).not.toHaveProperty('link');
  });

  it.each(['/api//users', '/api/users/1/2', '/api/v1/v1/users', '/api/v2/users', '/api/v1users', '/apiv1/users'])(
    'that resembles a route is not found: %s',
    async (path) => {
      const response = await admin.get(path);

      expect(response.status).toBe(404);
    },
  );

  it.each(['/api/v1', '/api/v1/', '/api/v1?x=1', '/api', '/api/'])(
    'of a version prefix alone is not found: %s',
    async (path) => {
      const response = await guest.get(path);

      expect(response.status).toBe(404);
      expect(response.body.error).toBe('NOT_FOUND');
    },
  );
});
