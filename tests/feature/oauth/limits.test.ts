import { describe, expect, it } from '@jest/globals';
import { offerProviders } from '../../support/oauth.js';

await offerProviders({ RATE_LIMIT_OAUTH: '3/1h' });
const { guest } = await import('../../support/http.js');

describe('logins with other providers', () => {
  it('are limited per address, in all their steps together', async () => {
    const allowed = [
      await guest.get('/api/auth/oauth/github'),
      await guest.get('/api/auth/oauth/github/callback'),
      await guest.post('/api/auth/oauth/exchange', { code: 'a' }),
    ];

    const refused = [
      await guest.get('/api/auth/oauth/github'),
      await guest.get('/api/auth/oauth/github/callback'),
      await guest.post('/api/auth/oauth/exchange', { code: 'a' }),
    ];

    expect(allowed.map(({ status }) => status)).toEqual([302, 302, 401]);
    expect(refused.map(({ status }) => status)).toEqual([429, 429, 429]);
  });
});
