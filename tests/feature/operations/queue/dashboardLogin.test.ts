import { afterEach, expect, it } from '@jest/globals';
import { describeOn, redisEnvironment } from '../../../support/servers.js';

Object.assign(process.env, redisEnvironment(), {
  CACHE_STORE: 'memory',
  QUEUE_CONNECTION: 'redis',
  RATE_LIMIT_AUTH: '5/1h',
  RATE_LIMIT_ANONYMOUS: '30/1h',
  RATE_LIMIT_USER: '40/1h',
  TRUST_PROXY: '1',
});
await import('../../../../src/middlewares/rateLimit/rateLimitStore.js');
const { default: UserFactory, FACTORY_PASSWORD } =
  await import('../../../../src/database/factories/users/UserFactory.js');
const { queue } = await import('../../../../src/drivers/queue/index.js');
const { JOB_STATES } = await import('../../../../src/drivers/queue/QueueDriver.js');
const { default: AdministratorService } = await import('../../../../src/services/auth/BasicAuthService.js');
const { default: PasswordService } = await import('../../../../src/services/auth/PasswordService.js');
const { address } = await import('../../../support/http.js');

let lastHost = 0;

/** Another client each time: guests of one address share what they may. */
function somewhere(): string {
  lastHost += 1;
  return `192.0.2.${lastHost}`;
}

async function open(email: string, password = FACTORY_PASSWORD, from = somewhere()): Promise<number> {
  const Authorization = `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`;
  const headers = { Authorization, 'X-Forwarded-For': from, 'X-Request-Id': 'opening-the-dashboard' };
  const { status } = await fetch(`${address()}/admin/queues`, { headers });
  return status;
}

async function audited(): Promise<object[]> {
  const { jobs } = await queue.list({ queue: 'audit', state: 'waiting', page: 1, limit: 100 });
  return jobs
    .map(({ payload }) => payload as Record<string, unknown>)
    .map(({ action, actorId, subjectId, after, ip, requestId }) => ({
      action,
      actorId,
      subjectId,
      after,
      ip,
      requestId,
    }))
    .reverse();
}

afterEach(() => queue.clear({ states: JOB_STATES }));

await describeOn('redis', 'the login of the dashboard', () => {
  it.each([
    ['an accent', (email: string) => email.replace('a', 'á')],
    ['letters of full width', (email: string) => email.replace('a', 'ａ')],
    ['a space without width', (email: string) => email.replace('a', 'a\u200b')],
  ])('knows nobody by an e-mail with %s, and counts no second five guesses for it', async (_what, spell) => {
    const { email } = await UserFactory.admin().create();
    const spelling = spell(email);
    const from = somewhere();

    const statuses = [];
    for (let attempt = 0; attempt < 6; attempt += 1) statuses.push(await open(spelling, FACTORY_PASSWORD, from));

    expect(spelling).not.toBe(email);
    expect(new Set(statuses)).toEqual(new Set([401]));
    await expect(AdministratorService.prove({ email: spelling, password: FACTORY_PASSWORD })).resolves.toBeNull();
  });

  it('takes an e-mail as the other login does: in any case, with spaces around it', async () => {
    const { email } = await UserFactory.admin().create();

    await expect(open(` ${email.toUpperCase()} `)).resolves.toBe(200);
  });

  it('is audited, whether it succeeds or not, and later requests are not', async () => {
    const [admin, user] = [await UserFactory.admin().create(), await UserFactory.create()];
    const from = somewhere();
    await open('nobody@example.com', FACTORY_PASSWORD, from);
    await open(admin.email, 'wrong', from);
    await open(user.email, FACTORY_PASSWORD, from);
    for (let look = 0; look < 3; look += 1) await open(admin.email, FACTORY_PASSWORD, from);

    const origin = { ip: from, requestId: 'opening-the-dashboard' };
    const failure = { action: 'auth.login-failed', actorId: null, ...origin };
    const refused = (email: string, reason: string) => ({ after: { email, reason } });
    expect(await audited()).toEqual([
      { ...failure, subjectId: null, ...refused('nobody@example.com', 'INVALID_CREDENTIALS') },
      { ...failure, subjectId: String(admin.id), ...refused(admin.email, 'INVALID_CREDENTIALS') },
      { ...failure, subjectId: String(user.id), ...refused(user.email, 'FORBIDDEN') },
      { action: 'auth.login', actorId: admin.id, subjectId: String(admin.id), after: null, ...origin },
    ]);
  });

  it('counts no attempt that succeeds: every process compares the password for itself', async () => {
    const admin = await UserFactory.admin().create();
    const from = somewhere();

    const statuses = [];
    for (let process = 0; process < 7; process += 1) {
      await admin.update({ password: await PasswordService.hash(FACTORY_PASSWORD) });
      statuses.push(await open(admin.email, FACTORY_PASSWORD, from));
    }

    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200]);
  });

  it('is forgotten with the e-mail that it was made with', async () => {
    const admin = await UserFactory.admin().create();
    const { email } = admin;
    const before = await open(email);

    await admin.update({ email: `new.${email}` });

    await expect(open(email)).resolves.toBe(401);
    expect(before).toBe(200);
  });

  it('is refused to who has two-factor authentication, for which a browser has no field', async () => {
    const { email } = await UserFactory.admin().withTwoFactor().create();

    await expect(open(email)).resolves.toBe(403);
    await expect(open(email, 'wrong')).resolves.toBe(401);
  });

  it('takes nothing from guests at the same address, and has a limit of its own', async () => {
    const { email } = await UserFactory.admin().create();
    const from = somewhere();
    await open(email, FACTORY_PASSWORD, from);

    const looks = [];
    for (let look = 0; look < 41; look += 1) looks.push(await open(email, FACTORY_PASSWORD, from));
    const guest = await fetch(`${address()}/status`, { headers: { 'X-Forwarded-For': from } });

    expect(looks).toEqual([...Array.from({ length: 40 }, () => 200), 429]);
    expect(guest.status).toBe(200);
    expect(guest.headers.get('ratelimit-remaining')).toBe('28');
  });

  it('gives guests no more requests for credentials that nobody proved', async () => {
    const from = somewhere();

    const statuses = [];
    for (let guess = 0; guess < 31; guess += 1) statuses.push(await open(`guess${guess}@example.com`, 'wrong', from));

    expect(statuses.at(-2)).toBe(401);
    expect(statuses.at(-1)).toBe(429);
  });
});
