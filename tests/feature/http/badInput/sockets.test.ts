import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { address, guest } from '../../../support/http.js';

const PATIENCE = 3_000;

/** Sends bytes and resolves with the response once the server closes the connection or stops sending. */
function exchange(bytes: string | Buffer, { leave = false } = {}): Promise<string> {
  const { hostname, port } = new URL(address());
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(bytes);
      if (leave) setTimeout(() => socket.destroy(), 50);
    });
    socket.setEncoding('latin1').on('data', (data) => (answer += String(data)));
    socket.on('error', () => undefined).on('close', () => resolve(answer));
    socket.setTimeout(PATIENCE, () => {
      socket.destroy();
      if (!answer) reject(new Error('The server neither answered nor closed the connection'));
    });
  });
}

function request(line: string, headers: Record<string, string> = {}, body = ''): string {
  const lines = Object.entries({ Host: 'localhost', Connection: 'close', ...headers });
  return `${line} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const LOGIN = 'POST /api/auth/login';

afterEach(async () => {
  const response = await guest.get('/health');
  expect(response.status).toBe(200);
});

describe('a request that is not HTTP', () => {
  it.each([
    ['noise', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['text', 'hello\r\n\r\n'],
    ['an unknown method', 'BREW /api/users HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['an unknown version', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['a header without a name', 'GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n'],
    ['NUL in a header', 'GET / HTTP/1.1\r\nHost: x\r\nX-A: a\0b\r\n\r\n'],
    ['spaces in the path', 'GET /api/a b HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['two lengths', request(LOGIN, { ...JSON_TYPE, 'Content-Length': '2\r\nContent-Length: 3' }, '{}')],
    ['a length and chunks', request(LOGIN, { 'Content-Length': '2', 'Transfer-Encoding': 'chunked' }, '0\r\n\r\n')],
    ['a negative length', request(LOGIN, { ...JSON_TYPE, 'Content-Length': '-1' })],
    ['a length in letters', request(LOGIN, { ...JSON_TYPE, 'Content-Length': 'two' })],
    ['a bad chunk', request(LOGIN, { ...JSON_TYPE, 'Transfer-Encoding': 'chunked' }, 'zz\r\n{}\r\n')],
    ['endless headers', request('GET /', { 'X-Long': 'x'.repeat(100_000) })],
  ])('is rejected: %s', async (_what, bytes) => {
    const answer = await exchange(bytes);

    expect(answer).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
  });
});

describe('an unusual request target', () => {
  it.each([
    '///api/users',
    '//api/users',
    '/api/users?%',
    '*',
    'http://[/api/users',
    'http://x/api/nowhere',
    '/\\x',
    '/api/\xff',
  ])('gets a regular response: %s', async (target) => {
    const answer = await exchange(request(`GET ${target}`));

    expect(answer).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
  });

  it('may be absolute', async () => {
    const answer = await exchange(request('GET http://elsewhere.example/health/live'));

    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each(['TRACE /api/users', 'CONNECT localhost:80', 'PROPFIND /api/users', 'QUERY /api/users'])(
    'is rejected for its method: %s',
    async (line) => {
      const answer = await exchange(request(line));

      expect(answer).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
    },
  );
});

describe('a truncated body', () => {
  it.each([
    ['JSON', LOGIN, JSON_TYPE, '{"email":'],
    ['a gzip', LOGIN, { ...JSON_TYPE, 'Content-Encoding': 'gzip' }, '\x1f\x8b\x08'],
    ['a form', LOGIN, { 'Content-Type': 'application/x-www-form-urlencoded' }, 'email=a'],
    [
      'an upload',
      'POST /api/users/avatar',
      { 'Content-Type': 'multipart/form-data; boundary=x' },
      '--x\r\nContent-Disp',
    ],
  ])('does not affect other requests: %s', async (_what, line, headers, body) => {
    const bytes = request(line, { ...(headers as Record<string, string>), 'Content-Length': '1000' }, body);

    const answer = await exchange(bytes, { leave: true });

    expect(answer).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
  });

  it('in chunks does not affect other requests', async () => {
    const answer = await exchange(request(LOGIN, { ...JSON_TYPE, 'Transfer-Encoding': 'chunked' }, '5\r\n{"a"'), {
      leave: true,
    });

    expect(answer).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
  });
});
