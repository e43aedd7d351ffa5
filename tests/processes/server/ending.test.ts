import { once } from 'node:events';
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Project } from '../../support/project.js';

const project = new Project();

function database(): Record<string, string> {
  return { DB_STORAGE: `storage/${process.hrtime.bigint()}.sqlite` };
}

/** A login in flight, which takes the server some hundred milliseconds. */
async function slowLogin(port: number): Promise<ClientRequest> {
  const body = JSON.stringify({ email: 'nobody@example.com', password: 'lumina123' });
  const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length, Expect: '100-continue' };
  const agent = new Agent({ keepAlive: true });
  const login = request({ port, agent, host: '127.0.0.1', path: '/api/auth/login', method: 'POST', headers });
  login.flushHeaders();
  await once(login, 'continue');
  login.end(body);
  await sleep(100);
  return login;
}

async function isRefused(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}

describe('a server that is told to shut down', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'finishes requests in flight, accepts no new ones and exits with 0 on %s',
    async (signal) => {
      const { server, port } = await project.serve({ ...database(), BCRYPT_ROUNDS: '12' });
      const login = await slowLogin(port);
      const answered = once(login, 'response') as Promise<[IncomingMessage]>;

      server.signal(signal);
      await server.prints('shutting down gracefully');
      const isClosed = await isRefused(port);
      const [response] = await answered;
      response.resume();

      expect(isClosed).toBe(true);
      expect(response.statusCode).toBe(401);
      expect(await server.exit(9_000)).toBe(0);
    },
  );

  it('does not wait for idle keep-alive connections', async () => {
    const { server, port } = await project.serve(database());
    const idle = connect(port, '127.0.0.1');
    idle.write('GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(idle, 'data');

    server.signal('SIGTERM');

    expect(await server.exit(4_500)).toBe(0);
  });

  it('shuts down once after several signals', async () => {
    const { server } = await project.serve(database());

    for (const signal of ['SIGTERM', 'SIGINT', 'SIGTERM'] as const) server.signal(signal);

    expect(await server.exit(9_000)).toBe(0);
    expect(server.output.match(/shutting down gracefully/g)).toHaveLength(1);
  });

  it('exits after npm was killed without forwarding a signal', async () => {
    const starter = project.script(
      `
      import { spawn } from 'node:child_process';
      spawn(process.execPath, ['server.js'], { stdio: ['ignore', 'inherit', 'inherit'] });
      `,
      { ...database(), npm_lifecycle_event: 'start', APP_PORT: '0', LOG_LEVEL: 'info' },
    );
    await starter.prints('/health/ready');

    starter.signal('SIGKILL');

    // The server inherited its output, which closes when the server has ended too.
    await starter.exit();
    expect(starter.output).toContain('The parent process is gone');
  });
});
