import { describe, expect, it } from '@jest/globals';

process.env.TRUST_PROXY = '1';
process.env.RATE_LIMIT_ANONYMOUS = '5/1h';
const { guest } = await import('../../support/http.js');

function from(forwarded: string) {
  return guest.get('/api/me', { 'X-Forwarded-For': forwarded });
}

describe('behind one proxy', () => {
  it('clients are identified by the IP address that the proxy saw', async () => {
    const first = await Promise.all(Array.from({ length: 10 }, () => from('203.0.113.1')));
    const second = await from('203.0.113.2');

    expect(first.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(second.status).toBe(401);
  });

  it('forged forwarding headers have no effect', async () => {
    const forged = Array.from({ length: 20 }, (_, index) => from(`10.0.0.${index}, 198.51.100.7`));

    const responses = await Promise.all(forged);

    expect(responses.filter(({ status }) => status === 401)).toHaveLength(5);
  });

  it('addresses of one IPv6 network share a count', async () => {
    const neighbours = Array.from({ length: 20 }, (_, index) => from(`2001:db8:1:1::${(index + 1).toString(16)}`));

    const responses = await Promise.all(neighbours);

    expect(responses.filter(({ status }) => status === 401)).toHaveLength(5);
  });

  it('an invalid IP address causes no error', async () => {
    const responses = await Promise.all(Array.from({ length: 6 }, () => from('<script>')));

    expect(responses.map(({ status }) => status)).toContain(429);
    expect(responses.every(({ status }) => status === 401 || status === 429)).toBe(true);
  });
});
