import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import MaintenanceService from '../../../src/services/operations/MaintenanceService.js';
import { address, guest } from '../../support/http.js';

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

/** Sends raw bytes and returns the whole response. */
async function sendRaw(request: string): Promise<string> {
  const { hostname, port } = new URL(address());
  const socket = connect(Number(port), hostname);
  socket.write(request);
  return text(socket);
}

describe('the request id', () => {
  afterEach(() => MaintenanceService.up());

  it.each([
    ['a page', '/', 200],
    ['JSON', '/status', 200],
    ['an asset', '/assets/lumina.css', 200],
    ['an unknown route', '/api/nowhere', 404],
    ['an error', '/api/me', 401],
  ])('is sent with %s', async (_name, path, status) => {
    const response = await guest.get(path);

    expect(response.status).toBe(status);
    expect(response.headers['x-request-id']).toMatch(UUID);
  });

  it('is sent with malformed JSON, in the body too', async () => {
    const response = await guest.post('/api/login', '{"email":', { 'Content-Type': 'application/json' });

    expect(response.status).toBe(400);
    expect(response.body.requestId).toBe(response.headers['x-request-id']);
  });

  it('is sent during maintenance', async () => {
    await MaintenanceService.down({});

    const response = await guest.get('/api/me');

    expect(response.body.requestId).toBe(response.headers['x-request-id']);
    expect(response.body.requestId).toMatch(UUID);
  });

  it('differs between requests', async () => {
    const [first, second] = await Promise.all([guest.get('/status'), guest.get('/status')]);

    expect(first.headers['x-request-id']).not.toBe(second.headers['x-request-id']);
  });

  it('is taken from the client', async () => {
    const response = await guest.get('/api/me', { 'X-Request-Id': 'trace:01HZX-abc.1' });

    expect(response.headers['x-request-id']).toBe('trace:01HZX-abc.1');
    expect(response.body.requestId).toBe('trace:01HZX-abc.1');
  });

  it.each([
    ['too long', 'x'.repeat(129)],
    ['several words', 'a b'],
    ['markup', '<script>alert(1)</script>'],
    ['a path', '../../etc/passwd'],
    ['a list', 'a,b'],
  ])('is replaced if the client sends %s', async (_name, given) => {
    const response = await guest.get('/status', { 'X-Request-Id': given });

    expect(response.headers['x-request-id']).toMatch(UUID);
  });

  it('is replaced if the client sends an emoji', async () => {
    const answer = await sendRaw('GET /status HTTP/1.1\r\nHost: x\r\nX-Request-Id: 🚀\r\nConnection: close\r\n\r\n');

    expect(/X-Request-Id: (.*)\r\n/i.exec(answer)?.[1]).toMatch(UUID);
  });

  it.each(['\r', '\n'])('cannot inject a header with %j', async (lineBreak) => {
    const id = `a${lineBreak}X-Injected: yes`;

    const answer = await sendRaw(`GET /status HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${id}\r\nConnection: close\r\n\r\n`);

    expect(answer).not.toContain('X-Injected');
  });
});
