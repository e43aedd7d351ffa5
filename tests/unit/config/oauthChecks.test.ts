import { describe, expect, it } from '@jest/globals';
import { checkOAuth } from '../../../src/config/oauthChecks.js';

describe('OAuth providers', () => {
  it.each(['GOOGLE', 'GITHUB'])('require a secret for a client: %s', (name) => {
    expect(checkOAuth({ [`${name}_CLIENT_ID`]: 'lumina' })).toEqual([
      `${name}_CLIENT_SECRET is missing. ${name}_CLIENT_ID requires it`,
    ]);
  });

  it.each(['GOOGLE_ISSUER', 'GITHUB_URL', 'GITHUB_API_URL'])('require HTTPS in production: %s', (name) => {
    const variables = { [name]: 'http://provider.test' };

    expect(checkOAuth({ ...variables, NODE_ENV: 'production' })).toEqual([`${name} must start with https://`]);
    expect(checkOAuth({ ...variables, NODE_ENV: 'development' })).toEqual([]);
  });

  it('are optional', () => {
    expect(checkOAuth({ NODE_ENV: 'production' })).toEqual([]);
  });
});
