import { beforeAll, describe, expect, it } from '@jest/globals';

process.env.RATE_LIMIT_ANONYMOUS = '20/10m';
process.env.RATE_LIMIT_USER = '30/20m';
const { default: UserFactory } = await import('../../../src/database/factories/users/UserFactory.js');
const { clock } = await import('../../../src/utils/clock.js');
const { address, as, withToken, guest, accessTokenFor } = await import('../../support/http.js');

const FORGED = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ0eXBlIjoiYWNjZXNzIiwiaWQiOjF9.bm90LXNpZ25lZA';

type Answer = Awaited<ReturnType<typeof guest.get>>;

function parallel(count: number, send: () => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: count }, send));
}

function countPassed(responses: Answer[]): number {
  return responses.filter(({ status }) => status !== 429).length;
}

describe('the global rate limit', () => {
  let burst: Answer[];

  // All guests of a test file share one IP address, whose limit is exhausted from here on.
  beforeAll(async () => {
    burst = await parallel(100, () => guest.get('/api/me'));
  });

  it('allows each user an exact number of requests, also when concurrent', async () => {
    const user = as(await UserFactory.create());
    await user.get('/api/me');

    const responses = await parallel(100, () => user.get('/api/me'));

    expect(countPassed(responses)).toBe(29);
  });

  it('counts each user across sessions, and apart from guests', async () => {
    const [first, second] = await UserFactory.createMany(2);
    if (!first || !second) throw new Error('Two users were wanted');
    await parallel(30, () => as(first).get('/api/me'));

    const sameUserElsewhere = await as(first).get('/api/me');
    const otherUser = await as(second).get('/api/me');

    expect(sameUserElsewhere.status).toBe(429);
    expect(otherUser.status).toBe(200);
    expect(otherUser.headers['ratelimit-remaining']).toBe('29');
  });

  it('allows guests of one IP address an exact number of requests, also when concurrent', () => {
    expect(countPassed(burst)).toBe(20);
  });

  it('sends Retry-After', async () => {
    const { body, headers, status } = await guest.get('/api/me');

    expect(status).toBe(429);
    expect(body).toMatchObject({ success: false, code: 429, error: 'RATE_LIMIT_EXCEEDED', errors: null });
    expect(headers['retry-after']).toBe(String(body.retryAfter));
    expect(body.retryAfter).toBeGreaterThan(300);
    expect(body.retryAfter).toBeLessThanOrEqual(600);
    expect(headers).toMatchObject({ 'ratelimit-limit': '20', 'ratelimit-remaining': '0' });
    expect(headers).toMatchObject({ 'x-ratelimit-limit': '20', 'x-ratelimit-remaining': '0' });
    expect(headers['ratelimit-policy']).toBe('20;w=600');
    expect(Number(headers['ratelimit-reset'])).toBeLessThanOrEqual(600);
    expect(Number(headers['x-ratelimit-reset'])).toBeGreaterThan(Date.now() / 1000);
  });

  it('answers in the format of RFC 9457, and to browsers as a page', async () => {
    const problem = await guest.get('/api/me', { Accept: 'application/problem+json' });
    const page = await guest.get('/', { Accept: 'text/html' });

    expect(problem.body).toMatchObject({ status: 429, retryAfter: expect.any(Number) });
    expect(page.status).toBe(429);
    expect(page.type).toBe('text/html');
  });

  it('applies to pages and unknown routes too', async () => {
    const paths = ['/', '/status', '/api/nowhere', '/nowhere', '/api/v1/me'];

    const responses = await Promise.all(paths.map((path) => fetch(address() + path)));

    expect(responses.map(({ status }) => status)).toEqual([429, 429, 429, 429, 429]);
  });

  it('is not bypassed by a forged forwarding header', async () => {
    const addresses = ['1.2.3.4', '5.6.7.8, 9.9.9.9', '::1', 'unknown'];

    const responses = await Promise.all(
      addresses.map((ip) => guest.get('/api/me', { 'X-Forwarded-For': ip, Forwarded: `for=${ip}` })),
    );

    expect(countPassed(responses)).toBe(0);
  });

  it.each([
    ['forged', FORGED],
    ['nonsense', 'x'],
  ])('is not bypassed with a token that is %s', async (_name, token) => {
    const response = await withToken(token).get('/api/me');

    expect(response.status).toBe(429);
  });

  it('is not bypassed with an expired token', async () => {
    const token = await accessTokenFor(await UserFactory.create());
    clock.travel(3600);

    const response = await withToken(token).get('/api/me');

    clock.reset();
    expect(response.status).toBe(429);
  });

  it('does not affect users at the IP address of a limited guest', async () => {
    const response = await as(await UserFactory.create()).get('/api/me');

    expect(response.status).toBe(200);
  });

  it.each(['/health', '/health/live', '/health/ready', '/assets/lumina.css'])('does not apply to %s', async (path) => {
    const response = await guest.get(path);

    expect(response.status).toBe(200);
  });
});
