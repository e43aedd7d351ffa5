import { describe, expect, it } from '@jest/globals';

process.env.RATE_LIMIT_ANONYMOUS = '3/1h';
const { address, guest } = await import('../../../support/http.js');

describe('scraping metrics', () => {
  it('is not rate-limited', async () => {
    for (let count = 0; count < 5; count += 1) await guest.get('/status');

    const { status } = await guest.get('/metrics');

    expect((await guest.get('/status')).status).toBe(429);
    expect(status).toBe(200);
  });

  it('exempts no similar paths from the limit', async () => {
    const paths = ['/metrics/', '/metricsx', '/api/metrics'];

    const responses = await Promise.all(paths.map((path) => fetch(`${address()}${path}`)));

    expect(responses.map(({ status }) => status)).toEqual([429, 429, 429]);
  });
});
