import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { as, guest } from '../../support/http.js';

function parsePolicy(header: string | undefined): Record<string, string> {
  const directives = (header ?? '').split(';').map((directive) => directive.trim().split(/\s+(.*)/));
  return Object.fromEntries(directives.map(([name = '', value = '']) => [name, value]));
}

describe('security headers', () => {
  it.each(['/', '/status', '/api/me', '/api/nowhere', '/api/docs', '/assets/lumina.css'])(
    'are set on %s',
    async (path) => {
      const { headers } = await guest.get(path);

      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers).not.toHaveProperty('x-powered-by');
    },
  );

  it('do not enforce HTTPS outside production', async () => {
    const { headers } = await guest.get('/');

    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('allow the welcome page only its own scripts and styles, none inline', async () => {
    const { headers } = await guest.get('/');

    const policy = parsePolicy(headers['content-security-policy']);
    expect(policy).toMatchObject({
      'script-src': "'self'",
      'style-src': "'self'",
      'frame-ancestors': "'none'",
      'base-uri': "'none'",
      'form-action': "'self'",
    });
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });

  it('allow the reference inline styles, but no inline scripts', async () => {
    const { headers } = await guest.get('/api/docs');

    const policy = parsePolicy(headers['content-security-policy']);
    expect(policy['style-src']).toBe("'self' 'unsafe-inline'");
    expect(policy['script-src']).toBe("'self'");
  });
});

describe('API responses', () => {
  it.each([
    ['a record', '/api/me', 200],
    ['a list', '/api/users', 200],
    ['an error', '/api/users?limit=0', 422],
    ['a missing record', '/api/users/999999', 404],
    ['an unknown route', '/api/nowhere', 404],
    ['the other version', '/api/v1/me', 200],
  ])('are not cached: %s', async (_name, path, status) => {
    const admin = await UserFactory.admin().create();

    const response = await as(admin).get(path);

    expect(response.status).toBe(status);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.headers).not.toHaveProperty('etag');
  });

  it('are not cached if they are not acceptable', async () => {
    const response = await guest.get('/api/me', { Accept: 'image/png' });

    expect(response.status).toBe(406);
    expect(response.headers['cache-control']).toBe('no-store');
  });
});

describe('compression', () => {
  const ZIPPED = { 'Accept-Encoding': 'gzip' };

  it('shrinks large JSON', async () => {
    const response = await guest.get('/api/openapi.json', ZIPPED);

    expect(response.headers['content-encoding']).toBe('gzip');
    expect(response.headers.vary).toContain('Accept-Encoding');
    expect(response.body.openapi).toBe('3.1.0');
  });

  it('is skipped for small JSON', async () => {
    const response = await guest.get('/status', ZIPPED);

    expect(response.headers).not.toHaveProperty('content-encoding');
  });

  it('is used only if the client accepts it', async () => {
    const response = await guest.get('/api/openapi.json', { 'Accept-Encoding': 'identity' });

    expect(response.headers).not.toHaveProperty('content-encoding');
  });
});
