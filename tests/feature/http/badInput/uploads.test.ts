import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import UserFactory from '../../../../src/database/factories/users/UserFactory.js';
import { as, type Client } from '../../../support/http.js';

let user: Client;

beforeAll(async () => {
  user = as(await UserFactory.create());
});

function upload(type: string, body: string): Promise<Response> {
  return user.build('post', '/api/users/avatar', (test) => {
    test.set('Content-Type', type).write(body);
    return test;
  });
}

const PART = 'Content-Disposition: form-data; name="avatar"; filename="a.png"\r\n\r\n\x89PNG';

describe('an upload', () => {
  it.each([
    ['no boundary', 'multipart/form-data', `--x\r\n${PART}\r\n--x--`],
    ['another boundary', 'multipart/form-data; boundary=y', `--x\r\n${PART}\r\n--x--`],
    ['no end', 'multipart/form-data; boundary=x', `--x\r\n${PART}`],
    ['nothing', 'multipart/form-data; boundary=x', ' '],
    ['a broken header', 'multipart/form-data; boundary=x', '--x\r\nContent\r\n\r\nx\r\n--x--'],
  ])('with %s is malformed', async (_what, type, body) => {
    const response = await upload(type, body);

    expect(response.status).toBe(400);
    expect(response.body.error).toBe('BAD_REQUEST');
  });

  it.each(['application/json', 'text/plain', 'image/png', 'application/x-www-form-urlencoded'])(
    'is rejected as %s',
    async (type) => {
      const response = await upload(type, '{}');

      expect(response.status).toBe(415);
    },
  );

  it.each(['__proto__', '__proto__[isAdmin]', 'constructor[prototype][isAdmin]', 'a[b][c][d]', '[]', ''])(
    'without a file is rejected, for any field name: %s',
    async (name) => {
      const body = `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\nyes\r\n--x--\r\n`;

      const response = await upload('multipart/form-data; boundary=x', body);

      expect([400, 413, 422]).toContain(response.status);
      expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
    },
  );
});
