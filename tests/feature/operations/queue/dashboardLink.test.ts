import { afterEach, expect, it } from '@jest/globals';
import { describeOn, redisEnvironment } from '../../../support/servers.js';

Object.assign(process.env, redisEnvironment(), {
  APP_URL: 'https://lumina.example',
  CACHE_STORE: 'memory',
  QUEUE_CONNECTION: 'redis',
  RATE_LIMIT_ANONYMOUS: '30/1h',
  RATE_LIMIT_USER: '40/1h',
  TRUST_PROXY: '1',
});
await import('../../../../src/middlewares/rateLimit/rateLimitStore.js');
const { default: UserFactory } = await import('../../../../src/database/factories/users/UserFactory.js');
const { queue } = await import('../../../../src/drivers/queue/index.js');
const { JOB_STATES } = await import('../../../../src/drivers/queue/QueueDriver.js');
const { OneTimeToken } = await import('../../../../src/models/auth/OneTimeToken.js');
const { default: OneTimeTokenService } = await import('../../../../src/services/auth/OneTimeTokenService.js');
const { clock } = await import('../../../../src/utils/clock.js');
const { createApiKey } = await import('../../../support/apiKeys.js');
const { address, as, withToken } = await import('../../../support/http.js');
const { createToken, openDashboard, request } = await import('./dashboardBrowser.js');

const LINK_PATH = '/api/admin/queues/dashboard-link';

let lastHost = 0;

/** A client at an IP address of its own: guests at one address share a limit. */
function nextClient(): Record<string, string> {
  lastHost += 1;
  return { 'X-Forwarded-For': `192.0.2.${lastHost}`, 'X-Request-Id': 'opening-the-dashboard' };
}

async function auditedOpenings() {
  const { jobs } = await queue.list({ queue: 'audit', state: 'waiting', page: 1, limit: 100 });
  const entries = jobs.map(({ payload }) => payload as Record<string, unknown>);
  return entries.filter(({ action }) => action === 'queue.dashboard-opened');
}

afterEach(async () => {
  clock.reset();
  await queue.clear({ states: JOB_STATES });
});

await describeOn('redis', 'the link to the dashboard', () => {
  it('is created for the session of an administrator, and its token is stored hashed', async () => {
    const { status, body } = await as(await UserFactory.admin().create()).post(LINK_PATH);

    const { url, expiresAt } = body.data as { url: string; expiresAt: string };
    const [, token = ''] = /^https:\/\/lumina\.example\/admin\/queues\?token=([\w-]{43})$/.exec(url) ?? [];
    const seconds = (Date.parse(expiresAt) - Date.now()) / 1_000;
    const stored = await OneTimeToken.findAll({ where: { purpose: 'queue-dashboard' } });
    expect(status).toBe(201);
    expect(token).not.toBe('');
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  it('is not created for an API key', async () => {
    const key = await createApiKey(await UserFactory.admin().create(), 'admin:read', 'admin:write');

    const { status, body } = await withToken(key).post(LINK_PATH);

    expect([status, body.error]).toEqual([403, 'API_KEY_NOT_ACCEPTED']);
  });

  it('sets a cookie for the dashboard alone, and redirects to its path without the token', async () => {
    const token = await createToken(as(await UserFactory.admin().create()));

    const response = await request(`?token=${token}`);

    const [cookie = '', ...others] = response.headers.getSetCookie();
    expect([response.status, response.headers.get('location')]).toEqual([303, '/admin/queues']);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(cookie.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Path=/admin/queues', 'SameSite=Strict', 'Secure']);
    expect(others).toEqual([]);
  });

  it('works once, also for concurrent requests, and for GET only', async () => {
    const token = await createToken(as(await UserFactory.admin().create()));

    const head = await request(`?token=${token}`, {}, 'HEAD');
    const responses = await Promise.all([1, 2, 3].map(() => request(`?token=${token}`)));

    expect(head.status).toBe(401);
    expect(responses.map(({ status }) => status).sort()).toEqual([303, 401, 401]);
  });

  it('works for a minute', async () => {
    const token = await createToken(as(await UserFactory.admin().create()));

    clock.travel(61);
    const response = await request(`?token=${token}`);

    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      error: 'INVALID_TOKEN',
      message: expect.stringContaining('expired'),
    });
  });

  it('does not work with a token of another purpose', async () => {
    const { id: userId } = await UserFactory.admin().create();
    const token = await OneTimeTokenService.issue({ purpose: 'reset-password', userId, expiresIn: 60 });

    await expect(request(`?token=${token}`)).resolves.toHaveProperty('status', 401);
    await expect(OneTimeTokenService.peek('reset-password', token)).resolves.toMatchObject({ userId });
  });

  it('does not work once its session has ended', async () => {
    const client = as(await UserFactory.admin().create());
    const token = await createToken(client);

    await client.post('/api/auth/logout');

    await expect(request(`?token=${token}`)).resolves.toHaveProperty('status', 401);
  });

  it('is audited when it opens the dashboard', async () => {
    const admin = await UserFactory.admin().create();
    const from = nextClient();

    const headers = await openDashboard(as(admin), from);
    await request('', headers);
    await request('?token=wrong', from);

    const context = { ip: from['X-Forwarded-For'], requestId: 'opening-the-dashboard', actorId: admin.id };
    expect(await auditedOpenings()).toMatchObject([{ subjectType: 'Queue', subjectId: 'all', ...context }]);
  });

  it('has a limit that is separate from guests at the address and from the API', async () => {
    const client = as(await UserFactory.admin().create());
    const headers = await openDashboard(client, nextClient());

    const statuses = [];
    for (let poll = 0; poll < 41; poll += 1) statuses.push((await request('', headers)).status);
    const { 'X-Forwarded-For': from = '' } = headers;
    const guest = await fetch(`${address()}/status`, { headers: { 'X-Forwarded-For': from } });
    const api = await client.get('/api/admin/queues');

    expect(statuses).toEqual([...Array.from({ length: 40 }, () => 200), 429]);
    expect(guest.headers.get('ratelimit-remaining')).toBe('28');
    expect(api.status).toBe(200);
  });
});
