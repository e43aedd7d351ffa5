import { describe, expect, it } from '@jest/globals';
import { guest } from '../../support/http.js';

describe('disabled rate limits', () => {
  it('let every request through and send no rate-limit headers', async () => {
    const send = () => guest.post('/api/login', { email: 'nobody@example.com', password: 'wrong' });

    const responses = await Promise.all(Array.from({ length: 30 }, send));

    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([401]));
    expect(Object.keys(responses[0]?.headers ?? {}).join()).not.toMatch(/ratelimit/);
  });
});
