import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Project } from '../../support/project.js';

const TIMEOUT = 10_000;

const project = new Project();
project.change('src/config/http.js', /headers: \w+/, 'headers: 500');
project.change('src/config/http.js', /keepAlive: \w+/, 'keepAlive: 500');
project.change('src/config/http.js', /checkInterval: \w+/, 'checkInterval: 200');

/** Sends a part of a request and nothing more. Returns the server's answer; fails if it does not close the connection. */
async function readUntilClosed(port: number, piece: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.write(piece);
  const late = sleep(TIMEOUT, undefined, { ref: false }).then(() => {
    throw new Error(`The server still waits for the rest of ${piece}`);
  });
  await Promise.race([once(socket, 'close'), late]).finally(() => socket.destroy());
  return answer;
}

describe('a slow client', () => {
  it('times out while it sends headers, and when idle between requests', async () => {
    const { port } = await project.serve();

    const [slow, idle] = await Promise.all([
      readUntilClosed(port, 'GET / HTTP/1.1\r\nHost: local'),
      readUntilClosed(port, 'GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    ]);

    expect(slow).toMatch(/^HTTP\/1\.1 408 /);
    expect(idle).toMatch(/^HTTP\/1\.1 200 /);
  });
});
