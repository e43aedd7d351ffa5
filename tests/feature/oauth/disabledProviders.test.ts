import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { as, guest } from '../../support/http.js';

describe('a provider without a client ID', () => {
  it.each(['google', 'github'])('such as %s is not available', async (provider) => {
    const user = as(await UserFactory.create());
    const path = `/api/auth/oauth/${provider}`;

    const responses = [await guest.get(path), await guest.get(`${path}/callback`), await user.post(`${path}/link`)];

    expect(responses.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});

describe('the OAuth routes', () => {
  it('document their redirect', async () => {
    const { body } = await guest.get('/api/openapi.json');

    const { responses } = body.paths['/api/auth/oauth/{provider}'].get;
    expect(responses['302'].headers).toHaveProperty('Location');
    expect(responses['302'].content ?? {}).toEqual({});
  });

  it('respond 405 to other methods', async () => {
    const responses = [await guest.get('/api/auth/oauth/exchange'), await guest.put('/api/auth/oauth/google')];

    expect(responses.map(({ status }) => status)).toEqual([405, 405]);
  });
});
