import { describe, expect, it } from '@jest/globals';

process.env.RATE_LIMIT_ANONYMOUS = '2/2s';
process.env.RATE_LIMIT_AUTH = 'off';
const { guest } = await import('../../support/http.js');

describe('a rate limit', () => {
  it('is reset after the time in Retry-After', async () => {
    const before = [await guest.get('/api/me'), await guest.get('/api/me'), await guest.get('/api/me')];
    const seconds = Number(before[2]?.headers['retry-after']);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));

    const after = await guest.get('/api/me');

    expect(before.map(({ status }) => status)).toEqual([401, 401, 429]);
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(2);
    expect(after.status).toBe(401);
  });
});
