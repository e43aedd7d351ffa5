import { connect } from 'node:net';
import { Writable } from 'node:stream';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';

// Log files are JSON, independent of the console format.
process.env.LOG_LEVEL = 'info';
process.env.LOG_FILE = '/dev/null';
const { default: winston } = await import('winston');
const { logger } = await import('../../../src/logging/logger.js');
const { default: UserFactory, FACTORY_PASSWORD } = await import('../../../src/database/factories/users/UserFactory.js');
const { default: SessionService } = await import('../../../src/services/auth/SessionService.js');
const { default: MaintenanceService } = await import('../../../src/services/operations/MaintenanceService.js');
const { address, as, withToken, guest, accessTokenFor } = await import('../../support/http.js');

interface Line {
  level: string;
  message: string;
  [field: string]: unknown;
}

const lines: Line[] = [];
const [quiet, file] = logger.transports;
if (quiet) quiet.silent = true;
const stream = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    lines.push(JSON.parse(chunk.toString()) as Line);
    done();
  },
});
logger.add(new winston.transports.Stream({ stream, ...(file?.format && { format: file.format }) }));

async function line(matches: (line: Line) => boolean): Promise<Line> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const found = lines.find(matches);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`No such line among ${JSON.stringify(lines)}`);
}

describe('the request log', () => {
  beforeEach(() => void (lines.length = 0));

  it('has one line per response, with its id, status and duration', async () => {
    await guest.get('/status', { 'X-Request-Id': 'logged-1' });

    const logged = await line(({ requestId }) => requestId === 'logged-1');
    expect(logged).toMatchObject({ level: 'info', message: 'GET /status', status: 200, ip: '127.0.0.1' });
    expect(logged.duration).toBeGreaterThan(0);
    expect(logged.timestamp).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(lines.filter(({ requestId }) => requestId === 'logged-1')).toHaveLength(1);
  });

  it('names the authenticated user', async () => {
    const user = await UserFactory.create();

    await as(user).get('/api/me');

    await expect(line(({ userId }) => userId === user.id)).resolves.toMatchObject({ message: 'GET /api/me' });
  });

  it('names no user for guests, and does not log their 401 as an error', async () => {
    await guest.get('/api/me', { 'X-Request-Id': 'logged-2' });

    const logged = await line(({ requestId }) => requestId === 'logged-2');
    expect(logged.status).toBe(401);
    expect(logged).not.toHaveProperty('userId');
    expect(logged.level).toBe('info');
  });

  it('logs a client disconnect as 499, not as an error', async () => {
    const user = await UserFactory.create();
    const { hostname, port } = new URL(address());
    const socket = connect(Number(port), hostname);
    const head = `POST /api/users/avatar HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${await accessTokenFor(user)}\r\n`;
    socket.write(`${head}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 5000\r\n\r\n--x\r\n`);
    await new Promise((resolve) => setTimeout(resolve, 200));

    socket.destroy();

    await expect(line(({ status }) => status === 499)).resolves.toMatchObject({ userId: user.id });
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('contains no secret of the query string', async () => {
    await guest.get('/api/nowhere?token=t0p&page=2&password=s3cret');

    const logged = await line(({ status }) => status === 404);
    expect(logged.message).toBe('GET /api/nowhere?token=[redacted]&page=2&password=[redacted]');
  });

  it('contains neither the password nor the tokens of a login', async () => {
    const user = await UserFactory.create();

    const { body } = await guest.post('/api/login', { email: user.email, password: FACTORY_PASSWORD });

    await line(({ message }) => message === 'POST /api/login');
    const written = JSON.stringify(lines);
    expect(written).not.toContain(FACTORY_PASSWORD);
    expect(written).not.toContain(body.data.accessToken);
    expect(written).not.toContain(body.data.refreshToken);
  });

  it('contains the stack of an unexpected error, without the tokens in it', async () => {
    const token = await accessTokenFor(await UserFactory.create());
    jest
      .spyOn(SessionService, 'authenticate')
      .mockRejectedValueOnce(Object.assign(new Error(`bad ${token}`), { password: 'p4ss' }));

    await withToken(token).get('/api/me');

    const logged = await line(({ level, message }) => level === 'error' && message === 'Request failed');
    expect(logged.error).toMatchObject({ name: 'Error', message: 'bad [redacted]', password: '[redacted]' });
    expect(logged).toMatchObject({ method: 'GET', url: '/api/me', requestId: expect.any(String) });
    expect(JSON.stringify(lines)).not.toContain(token);
  });

  it('does not log maintenance mode as an error', async () => {
    await MaintenanceService.down({});
    await guest.get('/api/me');
    await MaintenanceService.up();

    await guest.get('/status');

    await line(({ message }) => message === 'GET /status');
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
