import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import type { User } from '../../../src/models/users/User.js';
import { as, type Client } from '../../support/http.js';

let admin: Client;

beforeAll(async () => {
  admin = as(await UserFactory.admin().create());
});

/** A word that only the users of one test have. */
function mark(): string {
  return randomUUID().slice(0, 8);
}

async function searchIds(search: string, more: Record<string, string> = {}): Promise<number[]> {
  const query = new URLSearchParams({ search, sort: 'email', ...more });
  const response = await admin.get(`/api/users?${query.toString()}`);
  expect(response.status).toBe(200);
  return response.body.data.data.map(({ id }: User) => id);
}

describe('a search', () => {
  it('finds parts of first name, last name and email', async () => {
    const word = mark();
    const users = [
      await UserFactory.create({ firstname: `A${word}a`, email: `1.${mark()}@example.com` }),
      await UserFactory.create({ lastname: `B${word}b`, email: `2.${mark()}@example.com` }),
      await UserFactory.create({ email: `3.${word}@example.com` }),
    ];

    const ids = await searchIds(word);

    expect(ids).toEqual(users.map(({ id }) => id));
  });

  it('matches every word, in any order and field', async () => {
    const [one, two] = [mark(), mark()];
    const both = await UserFactory.create({ firstname: one, lastname: two });
    await UserFactory.create({ firstname: one });
    await UserFactory.create({ lastname: two });

    const ids = await searchIds(`  ${two}   ${one} `);

    expect(ids).toEqual([both.id]);
  });

  it('is case-insensitive', async () => {
    const word = `Mc${mark()}`;
    const user = await UserFactory.create({ lastname: word });

    const [upper, lower] = [await searchIds(word.toUpperCase()), await searchIds(word.toLowerCase())];

    expect([upper, lower]).toEqual([[user.id], [user.id]]);
  });

  it.each([
    '%',
    '_',
    '!',
    '\\',
    '%%',
    '!%',
    '!!',
    '\\%',
    '\\_',
    "'",
    '"',
    '`',
    '--',
    ';',
    '$1',
    ':id',
    '?',
    '*',
    '[a]',
  ])('takes %s literally', async (text) => {
    const word = mark();
    const user = await UserFactory.create({ firstname: `${word}${text}x` });
    await UserFactory.create({ firstname: `${word}yx` });

    const ids = await searchIds(`${word}${text}`);

    expect(ids).toEqual([user.id]);
  });

  it.each(["' OR 1=1 --", '%" OR ""="', "\\' OR 1=1 #", ') OR (1=1', "!' OR '1'='1"])(
    'cannot inject SQL: %s',
    async (text) => {
      const ids = await searchIds(text);

      expect(ids).toEqual([]);
    },
  );

  it('finds everything if it is blank', async () => {
    const [blank, none] = [await searchIds('   ', { limit: '100' }), await searchIds('', { limit: '100' })];

    expect(blank.length).toBeGreaterThan(0);
    expect(blank).toEqual(none);
  });

  it('finds other scripts', async () => {
    const word = mark();
    const user = await UserFactory.create({ firstname: `名前🦊${word}` });

    const ids = await searchIds(`前🦊${word}`);

    expect(ids).toEqual([user.id]);
  });
});

describe('filters', () => {
  it.each([
    [{ 'filter[role]': 'seller' }, [0, 1]],
    [{ 'filter[status]': 'pending' }, [1, 2]],
    [{ 'filter[role]': 'seller', 'filter[status]': 'pending' }, [1]],
    [{ 'filter[role]': 'moderator' }, []],
  ] as [Record<string, string>, number[]][])('narrow a search: %j', async (filters, expected) => {
    const word = mark();
    const users = [
      await UserFactory.withRole('seller').create({ firstname: word, email: `1.${mark()}@example.com` }),
      await UserFactory.withRole('seller')
        .withStatus('pending')
        .create({ firstname: word, email: `2.${mark()}@example.com` }),
      await UserFactory.withStatus('pending').create({ firstname: word, email: `3.${mark()}@example.com` }),
    ];

    const ids = await searchIds(word, filters);

    expect(ids).toEqual(expected.map((index) => users[index]?.id));
  });
});
