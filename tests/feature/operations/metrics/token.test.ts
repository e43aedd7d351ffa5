import { describe, expect, it } from '@jest/globals';

const TOKEN = 'only-prometheus-knows';
process.env.METRICS_TOKEN = TOKEN;
const { default: UserFactory } = await import('../../../../src/database/factories/users/UserFactory.js');
const { guest, accessTokenFor } = await import('../../../support/http.js');

describe('metrics behind a token', () => {
  it.each([
    ['no token', undefined],
    ['another token', 'Bearer another-token-of-that-length'],
    ['the beginning of the token', `Bearer ${TOKEN.slice(0, -1)}`],
    ['more than the token', `Bearer ${TOKEN}x`],
    ['another scheme', `Basic ${TOKEN}`],
    ['the bare token', TOKEN],
  ])('are closed to %s', async (_what, authorization) => {
    const { status, body, headers } = await guest.get(
      '/metrics',
      authorization === undefined ? {} : { Authorization: authorization },
    );

    expect(status).toBe(401);
    expect(body).toMatchObject({ success: false, error: 'UNAUTHORIZED' });
    expect(headers['www-authenticate']).toBe('Bearer');
  });

  it('are closed to administrators without the token', async () => {
    const token = await accessTokenFor(await UserFactory.admin().create());

    const { status } = await guest.get('/metrics', { Authorization: `Bearer ${token}` });

    expect(status).toBe(401);
  });

  it('are open with the token', async () => {
    const { status, text } = await guest.get('/metrics', { Authorization: `Bearer ${TOKEN}` });

    expect(status).toBe(200);
    expect(text).toContain('lumina_http_request_duration_seconds');
  });
});
