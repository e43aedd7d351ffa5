import { describe, expect, it } from '@jest/globals';
import { offerProviders } from '../../support/oauth.js';

await offerProviders({ RATE_LIMIT_OAUTH: '3/1h' });
const { guest } = await import('../../support/http.js');

describe('OAuth logins', () => {
  it('are rate-limited per IP address across all steps', async () => {
    const allowed = [
      await guest.get('/api/auth/oauth/github'),
      await guest.get('/api/auth/oauth/github/callback'),
      await guest.post('/api/auth/oauth/exchange', { code: 'a' }),
    ];

    const rejected = [
      await guest.get('/api/auth/oauth/github'),
      await guest.get('/api/auth/oauth/github/callback'),
      await guest.post('/api/auth/oauth/exchange', { code: 'a' }),
    ];

    expect(allowed.map(({ status }) => status)).toEqual([302, 302, 401]);
    expect(rejected.map(({ status }) => status)).toEqual([429, 429, 429]);
  });
});
