import { describe, expect, it } from '@jest/globals';

process.env.RATE_LIMIT_ANONYMOUS = '5/10m';
process.env.RATE_LIMIT_USER = '10/20m';
process.env.RATE_LIMIT_PREMIUM = '20/30m';
process.env.TRUST_PROXY = '1';
const { default: UserFactory } = await import('../../../src/database/factories/users/UserFactory.js');
const { sequelize } = await import('../../../src/database/sequelize.js');
const { createApiKey } = await import('../../support/apiKeys.js');
const { ApiKey } = await import('../../../src/models/auth/ApiKey.js');
const { as, withToken, guest } = await import('../../support/http.js');

type Client = typeof guest;

async function remaining(client: Client): Promise<[string | undefined, string | undefined]> {
  const { headers } = await client.get('/api/me');
  return [headers['ratelimit-limit'], headers['ratelimit-remaining']];
}

async function countPassed(client: Client, count: number): Promise<number> {
  const responses = await Promise.all(Array.from({ length: count }, () => client.get('/api/me')));
  return responses.filter(({ status }) => status !== 429).length;
}

/** Changes one character of the key's secret, so that no such key exists. */
function forgeKey(key: string): string {
  return key.slice(0, 30) + (key[30] === 'A' ? 'B' : 'A') + key.slice(31);
}

describe('rate-limit tiers', () => {
  it('allow premium users their own exact number of requests, also when concurrent', async () => {
    const client = as(await UserFactory.create({ plan: 'premium' }));

    expect(await countPassed(client, 50)).toBe(20);
    expect(await remaining(client)).toEqual(['20', '0']);
  });

  it('count sessions and keys of a user together', async () => {
    const user = await UserFactory.create();
    const [session, first, second] = [
      as(user),
      withToken(await createApiKey(user, 'read')),
      withToken(await createApiKey(user, 'read')),
    ];

    const counted = [await remaining(session), await remaining(first), await remaining(second)];

    expect(counted).toEqual([
      ['10', '9'],
      ['10', '8'],
      ['10', '7'],
    ]);
  });

  it('limit keys exactly, also when concurrent', async () => {
    const program = withToken(await createApiKey(await UserFactory.create(), 'read'));

    expect(await countPassed(program, 40)).toBe(10);
  });

  it("apply the plan of a key's user once the key was used", async () => {
    const program = withToken(await createApiKey(await UserFactory.create({ plan: 'premium' }), 'read'));

    const counted = [await remaining(program), await remaining(program)];

    expect(counted).toEqual([
      ['10', '9'],
      ['20', '19'],
    ]);
  });

  it('apply a change of plan with the next token, or the second use of a key', async () => {
    const user = await UserFactory.create();
    const [before, program] = [as(user), withToken(await createApiKey(user, 'read'))];
    await remaining(before);
    await user.update({ plan: 'premium' });
    await remaining(program);

    const limits = [await remaining(before), await remaining(as(user)), await remaining(program)];

    expect(limits.map(([limit]) => limit)).toEqual(['10', '20', '20']);
  });

  it('count a rejected revoked key per IP address, not against its owner', async () => {
    const user = await UserFactory.create();
    const program = withToken(await createApiKey(user, 'read'));
    await ApiKey.update({ revokedAt: new Date() }, { where: { userId: user.id } });
    await program.get('/api/me');

    const attempts = Array.from({ length: 20 }, () => program.get('/api/me', { 'X-Forwarded-For': '192.0.2.77' }));

    const statuses = (await Promise.all(attempts)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(await remaining(as(user))).toEqual(['10', '8']);
  });

  it('reject without a query', async () => {
    const [user, plain] = [await UserFactory.create({ plan: 'premium' }), await UserFactory.create()];
    const clients = [as(user), as(plain), withToken(await createApiKey(plain, 'read'))];
    await Promise.all(clients.map((client) => countPassed(client, 30)));
    const queries: unknown[] = [];
    sequelize.addHook('beforeQuery', 'counting', (options) => void queries.push(options));

    const counts = await Promise.all(clients.map((client) => countPassed(client, 5)));

    sequelize.removeHook('beforeQuery', 'counting');
    expect(counts).toEqual([0, 0, 0]);
    expect(queries).toEqual([]);
  });

  it('count unknown keys per IP address, without querying the database', async () => {
    const keys = await Promise.all(
      Array.from({ length: 20 }, async () => createApiKey(await UserFactory.create(), 'read')),
    );
    const queries: unknown[] = [];
    sequelize.addHook('beforeQuery', 'counting', (options) => void queries.push(options));

    const responses = await Promise.all(keys.map((key) => withToken(forgeKey(key)).get('/api/me')));

    sequelize.removeHook('beforeQuery', 'counting');
    expect(responses.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(responses.filter(({ status }) => status === 429)).toHaveLength(15);
    expect(queries).toEqual([]);
    expect(await countPassed(guest, 1)).toBe(0);
  });
});

describe('the plan of a user', () => {
  it('is visible and defaults to free', async () => {
    const user = await UserFactory.create();

    const { body } = await as(user).get('/api/me');

    expect(body.data.plan).toBe('free');
  });

  it('can be changed by administrators', async () => {
    const [admin, user] = [await UserFactory.admin().create(), await UserFactory.create()];

    const response = await as(admin).patch(`/api/users/${user.id}`, { plan: 'premium' });

    await user.reload();
    expect(response.body.data.plan).toBe('premium');
    expect(user.plan).toBe('premium');
  });

  it('cannot be changed by its user', async () => {
    const user = await UserFactory.create();
    const client = as(user);

    const rejected = await client.patch(`/api/users/${user.id}`, { plan: 'premium' });
    const same = await client.patch(`/api/users/${user.id}`, { plan: 'free' });
    const ignored = await client.patch('/api/me', { plan: 'premium' });

    await user.reload();
    expect([rejected.status, same.status, ignored.status]).toEqual([403, 200, 200]);
    expect(user.plan).toBe('free');
  });

  it('must be a known plan', async () => {
    const [admin, user] = [await UserFactory.admin().create(), await UserFactory.create()];

    const response = await as(admin).patch(`/api/users/${user.id}`, { plan: 'gold' });

    expect(response.status).toBe(422);
    expect(response.body.errors[0].field).toBe('plan');
  });
});
