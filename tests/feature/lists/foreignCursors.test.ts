import { beforeAll, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { as, type Client } from '../../support/http.js';

let admin: Client;

beforeAll(async () => {
  admin = as(await UserFactory.admin().create());
  await UserFactory.createMany(3);
});

function cursor(...payload: unknown[]): string {
  return Buffer.from(JSON.stringify(payload)).toString('base64url');
}

async function expectRejection(sort: string, text: string): Promise<void> {
  const response = await admin.get(`/api/users?sort=${sort}&cursor=${encodeURIComponent(text)}`);
  expect(response.status).toBe(422);
  expect(response.body.errors).toMatchObject([{ field: 'cursor' }]);
}

describe('a cursor', () => {
  it.each(['abc', '%', 'null', 'W10', 'e30', '.', 'a b', '🦊', 'x'.repeat(512), 'x'.repeat(513)])(
    'is rejected if it is malformed: %s',
    async (text) => {
      await expectRejection('email', text);
    },
  );

  it.each(['-email', 'firstname', 'createdAt'])('is rejected for another sort order: %s', async (sort) => {
    const first = await admin.get('/api/users?sort=email&limit=1&cursor=');

    await expectRejection(sort, first.body.data.meta.next_cursor);
  });

  it('is rejected if it is truncated', async () => {
    const first = await admin.get('/api/users?sort=email&limit=1&cursor=');

    await expectRejection('email', first.body.data.meta.next_cursor.slice(0, -4));
  });

  it('is rejected if it is given twice', async () => {
    const response = await admin.get('/api/users?cursor=&cursor=');

    expect(response.status).toBe(422);
    expect(response.body.errors).toMatchObject([{ field: 'cursor' }]);
  });

  it.each([
    ['no direction', cursor('email', 'x', 1)],
    ['another direction', cursor('up', 'email', 'x', 1)],
    ['a number as text', cursor('next', 'email', 7, 1)],
    ['no id', cursor('next', 'email', 'x')],
    ['an id as text', cursor('next', 'email', 'x', '1')],
    ['a negative id', cursor('next', 'email', 'x', -1)],
    ['a fractional id', cursor('next', 'email', 'x', 1.5)],
    ['a huge id', cursor('next', 'email', 'x', 2 ** 70)],
    ['an object as value', cursor('next', 'email', { gt: 1 }, 1)],
    ['null as value', cursor('next', 'email', null, 1)],
    ['too much', cursor('next', 'email', 'x', 1, 1)],
    ['NUL', cursor('next', 'email', 'a\0b', 1)],
    ['half a surrogate pair', cursor('next', 'email', '\ud800', 1)],
  ])('is rejected with %s', async (_what, text) => {
    await expectRejection('email', text);
  });

  it.each([
    ['year 0', '0000-01-01T00:00:00.000Z'],
    ['the year 1', '0001-01-01T00:00:00.000Z'],
    ['text', 'x'],
    ['a day that does not exist', '2026-02-30T00:00:00.000Z'],
    ['a number', 1_700_000_000],
    ['SQL', "2026-01-01T00:00:00Z' OR 1=1 --"],
  ])('is rejected if its date is %s', async (_what, value) => {
    await expectRejection('createdAt', cursor('next', 'createdAt', value, 1));
  });

  it.each(["' OR 1=1 --", '\\', '%', '" OR ""="'])('cannot inject SQL: %s', async (value) => {
    const response = await admin.get(`/api/users?sort=-email&cursor=${cursor('prev', '-email', value, 1)}`);

    expect(response.status).toBe(200);
    expect(response.body.data.data.length).toBeGreaterThanOrEqual(4);
  });
});
