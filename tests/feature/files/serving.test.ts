import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { uploadsConfig } from '../../../src/config/uploads.js';
import { files } from '../../support/files.js';
import { address, guest } from '../../support/http.js';

const { directory } = uploadsConfig;

/** Returns the status of a raw path, which HTTP clients would normalize. */
async function fetchStatus(path: string): Promise<number> {
  const { hostname, port } = new URL(address());
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  const answer = await text(socket);
  expect(answer).not.toContain('SECRET');
  return Number(answer.split(' ')[1]);
}

describe('uploaded files', () => {
  beforeAll(() => {
    mkdirSync(join(directory, 'folder'), { recursive: true });
    for (const [extension, content] of Object.entries(files)) writeFileSync(join(directory, `a.${extension}`), content);
    writeFileSync(join(directory, 'a.html'), '<script>alert(1)</script>');
    writeFileSync(join(directory, '.hidden'), 'SECRET');
    writeFileSync(join(directory, '.a.png.part'), 'SECRET');
    writeFileSync(join(directory, 'index.html'), 'SECRET');
    writeFileSync(join(directory, '..', 'outside.txt'), 'SECRET');
  });

  it.each([
    ['Range', 'bytes=999999-', 416],
    ['If-Match', '"x"', 412],
    ['If-Unmodified-Since', 'Mon, 01 Jan 2001 00:00:00 GMT', 412],
  ])('reject %s: %s with status %i, which is not cached', async (name, value, status) => {
    const response = await fetch(`${address()}/uploads/a.png`, { headers: { [name]: value } });

    expect(response.status).toBe(status);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('etag')).toBeNull();
  });

  it.each([
    ['a.jpg', 'image/jpeg', 'inline'],
    ['a.png', 'image/png', 'inline'],
    ['a.gif', 'image/gif', 'inline'],
    ['a.webp', 'image/webp', 'inline'],
    ['a.pdf', 'application/pdf', 'attachment'],
    ['a.html', 'text/html', 'attachment'],
  ])('are inert: %s', async (name, type, disposition) => {
    const response = await guest.get(`/uploads/${name}`);

    expect(response.status).toBe(200);
    expect(response.type).toBe(type);
    expect(response.headers['content-disposition']).toBe(disposition);
    expect(response.headers['x-content-type-options']).toBe('nosniff');
    expect(response.headers['content-security-policy']).toBe("default-src 'none'; sandbox");
  });

  it('are cached forever, because names are never reused', async () => {
    const response = await guest.get('/uploads/a.png');

    expect(response.headers['cache-control']).toContain('immutable');
  });

  it('may be embedded by pages of other origins', async () => {
    const response = await guest.get('/uploads/a.png');

    expect(response.headers['cross-origin-resource-policy']).toBe('cross-origin');
  });

  it('support HEAD requests', async () => {
    const response = await guest.head('/uploads/a.png');

    expect(response.status).toBe(200);
    expect(response.headers['content-length']).toBe(String(files.png.length));
  });

  it.each(['/uploads', '/uploads/', '/uploads/folder', '/uploads/folder/'])('are not listed at %s', async (path) => {
    const response = await guest.get(path).then((answer) => (answer.redirect ? guest.get(`${path}/`) : answer));

    expect(response.status).toBe(404);
    expect(response.text).not.toContain('a.png');
  });

  it.each([
    '/uploads/.hidden',
    '/uploads/.a.png.part',
    '/uploads/%2ehidden',
    '/uploads/../outside.txt',
    '/uploads/..%2foutside.txt',
    '/uploads/%2e%2e/outside.txt',
    '/uploads/%2e%2e%2foutside.txt',
    '/uploads/..%2f..%2f.env',
    '/uploads/folder/..%2f..%2foutside.txt',
    '/uploads/..%5coutside.txt',
    '/uploads/..%252foutside.txt',
    '/uploads//outside.txt',
    '/uploads/a.png%00.txt',
    '/assets/..%2f..%2fpackage.json',
    '/assets/../../package.json',
  ])('do not expose another file: %s', async (path) => {
    const status = await fetchStatus(path);

    expect([400, 404]).toContain(status);
  });

  it('reject a path that is not validly encoded', async () => {
    await expect(fetchStatus('/uploads/%ff%')).resolves.toBe(404);
  });

  it.each(['post', 'put', 'patch', 'delete'] as const)('cannot be changed by %s', async (method) => {
    const response = await guest[method]('/uploads/a.png');

    expect(response.status).toBe(404);
    expect((await guest.get('/uploads/a.png')).status).toBe(200);
  });
});
