import { describe, expect, it } from '@jest/globals';
import { guest } from '../../support/http.js';

const BROWSER = { Accept: 'text/html' };

function findLinks(html: string): string[] {
  return [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address);
}

describe('the pages', () => {
  it.each(['/', '/verify-email', '/reset-password', '/api/docs', '/nowhere'])(
    'load nothing external: %s',
    async (path) => {
      const { text } = await guest.get(path, BROWSER);

      expect(findLinks(text).length).toBeGreaterThan(0);
      for (const address of findLinks(text)) expect(address).toMatch(/^(\/(?!\/)|#|$)/);
      expect(text).not.toMatch(/url\(\s*["']?(https?:)?\/\//);
    },
  );

  it.each(['/', '/verify-email', '/reset-password', '/api/docs', '/nowhere'])(
    'have no inline scripts: %s',
    async (path) => {
      const { text } = await guest.get(path, BROWSER);

      expect(text).not.toMatch(/<script(?![^>]*\bsrc=)/);
      expect(text).not.toMatch(/\son\w+\s*=/);
      expect(text).not.toContain('javascript:');
    },
  );

  it.each(['/', '/verify-email', '/reset-password', '/nowhere'])(
    'have no inline styles, which their policy would block: %s',
    async (path) => {
      const { text } = await guest.get(path, BROWSER);

      expect(text).not.toMatch(/<style|\sstyle=/);
    },
  );

  it.each(['/', '/api/docs'])('have no broken links: %s', async (path) => {
    const { text } = await guest.get(path, BROWSER);

    for (const address of findLinks(text).filter((link) => link.startsWith('/'))) {
      const response = await guest.get(address);
      expect([address, response.status]).toEqual([address, 200]);
    }
  });

  it('leave no placeholder unfilled', async () => {
    const { text } = await guest.get('/', BROWSER);

    expect(text).not.toMatch(/\{\{|\}\}|undefined|\[object/);
  });
});

describe('the reference page', () => {
  it('is served under both version prefixes', async () => {
    const [page, same] = [await guest.get('/api/docs'), await guest.get('/api/v1/docs')];

    expect(page.status).toBe(200);
    expect(page.type).toBe('text/html');
    expect(same.text).toBe(page.text);
  });

  it.each([
    ['swagger-ui.css', 'text/css'],
    ['swagger-ui-bundle.js', 'text/javascript'],
  ])('loads %s from this server', async (name, type) => {
    const response = await guest.get(`/api/docs/assets/${name}`);

    expect(response.status).toBe(200);
    expect(response.type).toBe(type);
    expect(response.headers['cache-control']).toContain('max-age');
  });

  it('loads the document of this server and uses no external validator', async () => {
    const { text } = await guest.get('/assets/docs.js');

    expect(text).toContain(`url: '/api/openapi.json'`);
    expect(text).toContain('validatorUrl: null');
    expect(text).not.toMatch(/https?:\/\//);
  });

  it.each([
    '/api/docs/assets/',
    '/api/docs/assets/../package.json',
    '/api/docs/assets/index.html',
    '/api/docs/assets/swagger-initializer.js',
    '/api/docs/assets/..%2f..%2fpackage.json',
  ])('does not serve other files: %s', async (path) => {
    const response = await guest.get(path);

    expect(response.status).toBe(404);
  });
});
