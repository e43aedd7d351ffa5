import { afterEach, expect, it } from '@jest/globals';
import { describeOn, redisEnvironment } from '../../../support/servers.js';

Object.assign(process.env, redisEnvironment(), {
  CACHE_STORE: 'memory',
  QUEUE_CONNECTION: 'redis',
  RATE_LIMIT_AUTH: '5/1h',
});
await import('../../../../src/middlewares/rateLimit/rateLimitStore.js');
const { default: UserFactory, FACTORY_PASSWORD } =
  await import('../../../../src/database/factories/users/UserFactory.js');
const { queue } = await import('../../../../src/drivers/queue/index.js');
const { JOB_STATES } = await import('../../../../src/drivers/queue/QueueDriver.js');
const { address } = await import('../../../support/http.js');
const { newJob } = await import('../../drivers/queue/Bench.js');

const PATH = '/admin/queues';

function basic(email: string, password = FACTORY_PASSWORD): Record<string, string> {
  return { Authorization: `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}` };
}

function open(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return fetch(`${address()}${PATH}${path}`, { method, headers });
}

afterEach(() => queue.clear({ states: JOB_STATES }));

await describeOn('redis', 'the dashboard of the queues', () => {
  it('makes a browser ask who is there', async () => {
    const response = await open('');

    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
  });

  it.each(['Basic', 'Basic !', 'Basic bm9jb2xvbg==', 'Basic Og==', 'Bearer x', 'Basic AGE6YQ=='])(
    'is closed to %j',
    async (Authorization) => {
      const responses = await Promise.all(
        ['', '/api/queues', '/static/favicon.ico'].map((path) => open(path, { Authorization })),
      );

      expect(responses.map(({ status }) => status)).toEqual([401, 401, 401]);
    },
  );

  it('is closed to everybody but administrators in good standing, with their password', async () => {
    const [user, manager, suspended, admin] = await Promise.all([
      UserFactory.create(),
      UserFactory.manager().create(),
      UserFactory.admin().create({ status: 'suspended' }),
      UserFactory.admin().create(),
    ]);

    const responses = await Promise.all([
      ...[user, manager, suspended].map(({ email }) => open('', basic(email))),
      open('', basic(admin.email, 'wrong-password')),
      open('', basic('nobody@example.com')),
    ]);

    expect(responses.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
  });

  it('lets nobody guess for long, and an administrator look as often as they like', async () => {
    const [admin, other] = await Promise.all([UserFactory.admin().create(), UserFactory.admin().create()]);

    const guesses = [];
    for (let guess = 0; guess < 6; guess += 1) guesses.push((await open('', basic(other.email, 'wrong'))).status);
    const looks = [];
    for (let look = 0; look < 8; look += 1) looks.push((await open('', basic(admin.email))).status);

    expect(guesses).toEqual([401, 401, 401, 401, 401, 429]);
    expect(new Set(looks)).toEqual(new Set([200]));
  });

  it('is closed at once to an administrator who is no more, or has another password', async () => {
    const [demoted, changed] = await Promise.all([UserFactory.admin().create(), UserFactory.admin().create()]);
    const before = await Promise.all([demoted, changed].map(({ email }) => open('', basic(email))));

    await demoted.update({ role: 'user' });
    await changed.update({ password: 'another hash' });
    const after = await Promise.all([demoted, changed].map(({ email }) => open('', basic(email))));

    expect(before.map(({ status }) => status)).toEqual([200, 200]);
    expect(after.map(({ status }) => status)).toEqual([401, 401]);
  });

  it('has all that it shows from here, and its page allows nothing else', async () => {
    const admin = await UserFactory.admin().create();

    const page = await open('', basic(admin.email));
    const html = await page.text();
    const assets = [...html.matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map(([, path]) => `/${path}`);
    const answers = await Promise.all(assets.map((path) => open(path, basic(admin.email))));

    expect(html).not.toMatch(/(?:src|href)="https?:/);
    expect(html).toContain(`<base href="${PATH}/"`);
    expect(assets.length).toBeGreaterThan(3);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(page.headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*script-src 'self'.*base-uri 'self'/,
    );
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.has('x-powered-by')).toBe(false);
  });

  it('shows the queues and their jobs, without secrets', async () => {
    const admin = await UserFactory.admin().create();
    await queue.push([newJob({ payload: { userId: 7, password: 'hunter2' } })]);

    const response = await open('/api/queues?activeQueue=default&status=waiting', basic(admin.email));
    const text = await response.text();

    expect(text).toContain('Rehearse');
    expect(text).not.toContain('hunter2');
  });

  it.each([
    ['a site that is foreign', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['a neighbouring site', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['a foreign page of an old browser', { Origin: 'https://evil.example' }, 403],
    ['a page without an origin', { Origin: 'null' }, 403],
    ['itself', { 'Sec-Fetch-Site': 'same-origin' }, 200],
  ])('changes something on behalf of %s: %j', async (_whom, headers, status) => {
    const admin = await UserFactory.admin().create();

    const response = await open('/api/queues/media/pause', { ...basic(admin.email), ...headers }, 'PUT');
    await open('/api/queues/media/resume', basic(admin.email), 'PUT');

    expect(response.status).toBe(status);
  });
});
