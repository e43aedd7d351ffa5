import { describe, expect, it } from '@jest/globals';

process.env.RATE_LIMIT_ANONYMOUS = '2/2s';
process.env.RATE_LIMIT_AUTH = 'off';
const { guest } = await import('../../support/http.js');

describe('a limit', () => {
  it('is over when its window is, as Retry-After promised', async () => {
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
