import { describe, expect, it } from '@jest/globals';

process.env.CORS_ORIGINS = 'https://app.example.com, https://admin.example.com';
const { guest } = await import('../../support/http.js');

function preflight(origin: string) {
  return guest.build('options', '/api/login', (test) =>
    test.set({
      Origin: origin,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type',
    }),
  );
}

describe('pages of other origins', () => {
  it.each(['https://app.example.com', 'https://admin.example.com'])('may call the API from %s', async (origin) => {
    const response = await guest.get('/status', { Origin: origin });

    expect(response.headers['access-control-allow-origin']).toBe(origin);
    expect(response.headers.vary).toContain('Origin');
  });

  it.each([
    'https://evil.example.com',
    'https://app.example.com.evil.com',
    'http://app.example.com',
    'https://app.example.com:8443',
    'null',
    '*',
  ])('may not call the API from %s', async (origin) => {
    const response = await guest.get('/status', { Origin: origin });

    expect(response.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('may send a preflight request', async () => {
    const response = await preflight('https://app.example.com');

    expect(response.status).toBe(204);
    expect(response.headers['access-control-allow-origin']).toBe('https://app.example.com');
    expect(response.headers['access-control-allow-methods']).toContain('POST');
    expect(response.headers['access-control-allow-headers']).toBe('authorization,content-type');
    expect(response.headers['access-control-max-age']).toBe('86400');
  });

  it('fail the preflight from an unknown origin', async () => {
    const response = await preflight('https://evil.example.com');

    expect(response.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('may read the exposed headers, and send no cookies', async () => {
    const response = await guest.get('/status', { Origin: 'https://app.example.com' });

    const exposed = response.headers['access-control-expose-headers'] ?? '';
    for (const name of ['X-Request-Id', 'Link', 'ETag', 'Retry-After', 'RateLimit-Remaining'])
      expect(exposed).toContain(name);
    expect(response.headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it('may read errors too', async () => {
    const response = await guest.get('/api/me', { Origin: 'https://app.example.com' });

    expect(response.status).toBe(401);
    expect(response.headers['access-control-allow-origin']).toBe('https://app.example.com');
  });
});
