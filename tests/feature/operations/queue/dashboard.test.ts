import { afterEach, expect, it } from '@jest/globals';
import type { User } from '../../../../src/models/users/User.js';
import { describeOn, redisEnvironment } from '../../../support/servers.js';

Object.assign(process.env, redisEnvironment(), { CACHE_STORE: 'memory', QUEUE_CONNECTION: 'redis' });
await import('../../../../src/middlewares/rateLimit/rateLimitStore.js');
const { default: UserFactory, FACTORY_PASSWORD } =
  await import('../../../../src/database/factories/users/UserFactory.js');
const { queue } = await import('../../../../src/drivers/queue/index.js');
const { JOB_STATES } = await import('../../../../src/drivers/queue/QueueDriver.js');
const { default: SessionService } = await import('../../../../src/services/auth/SessionService.js');
const { clock } = await import('../../../../src/utils/clock.js');
const { as } = await import('../../../support/http.js');
const { newJob } = await import('../../drivers/queue/Bench.js');
const { browserOf, openDashboard, request } = await import('./dashboardBrowser.js');

const PATH = '/admin/queues';

const ENDINGS: [string, (admin: User) => unknown][] = [
  ['their sessions are revoked', (admin) => SessionService.revokeAll(admin)],
  ['they lose the role', (admin) => admin.update({ role: 'manager' })],
  ['their account is suspended', (admin) => admin.update({ status: 'suspended' })],
  ['their account is deleted', (admin) => admin.destroy()],
  ['an hour has passed', () => clock.travel(3_601)],
];

afterEach(async () => {
  clock.reset();
  await queue.clear({ states: JOB_STATES });
});

await describeOn('redis', 'the queue dashboard', () => {
  it.each(['', '/queue/default', '/api/queues', '/static/favicon.ico'])(
    'is closed without a cookie, and explains how to get a link: %s',
    async (path) => {
      const [json, page] = await Promise.all([request(path), request(path, { Accept: 'text/html' })]);

      expect([json.status, page.status]).toEqual([401, 401]);
      for (const text of [await json.text(), await page.text()]) {
        expect(text).toContain('POST /api/admin/queues/dashboard-link');
      }
    },
  );

  it('rejects a password, a bearer token and a malformed token', async () => {
    const admin = await UserFactory.admin().create();
    const basic = Buffer.from(`${admin.email}:${FACTORY_PASSWORD}`).toString('base64');
    const { session } = await SessionService.start(admin, { ip: null, userAgent: null });

    const responses = await Promise.all([
      request('', { Authorization: `Basic ${basic}` }),
      request('', { Authorization: `Bearer ${session.id}` }),
      request('?token=a&token=b'),
      request('?token='),
    ]);

    expect(responses.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });

  it('rejects a forged cookie', async () => {
    const admin = await UserFactory.admin().create();
    const { Cookie = '' } = await openDashboard(as(admin));
    const [name = '', value = ''] = Cookie.split('=');
    const [userId, sessionId, expiresAt, signature = ''] = value.split('.');
    const forged = [
      `${userId}.${sessionId}.${Number(expiresAt) + 1}.${signature}`,
      `${Number(userId) + 1}.${sessionId}.${expiresAt}.${signature}`,
      `${userId}.${sessionId}.${expiresAt}.${'A'.repeat(43)}`,
      `${userId}.${sessionId}.${expiresAt}`,
      '',
    ];

    const responses = await Promise.all(forged.map((text) => request('', { Cookie: `${name}=${text}` })));

    expect(responses.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    await expect(request('', { Cookie: `other=1; ${Cookie}` })).resolves.toHaveProperty('status', 200);
  });

  it.each(ENDINGS)('closes as soon as %s', async (_event, end) => {
    const admin = await UserFactory.admin().create();
    const browser = await browserOf(admin);
    const before = await browser('');

    await end(admin);
    const after = await Promise.all([browser(''), browser('/api/queues')]);

    expect([before, ...after].map(({ status }) => status)).toEqual([200, 401, 401]);
  });

  it('loads only its own resources, which its policy enforces', async () => {
    const browser = await browserOf(await UserFactory.admin().create());

    const page = await browser('');
    const html = await page.text();
    const assets = [...html.matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map(([, path]) => `/${path}`);
    const answers = await Promise.all(assets.map((path) => browser(path)));

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
    const browser = await browserOf(await UserFactory.admin().create());
    await queue.push([newJob({ payload: { userId: 7, password: 'hunter2' } })]);

    const text = await (await browser('/api/queues?activeQueue=default&status=waiting')).text();

    expect(text).toContain('Rehearse');
    expect(text).not.toContain('hunter2');
  });
});
