import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, describe, expect, it } from '@jest/globals';
import { newDatabase, Project } from '../../support/project.js';
import { describeOn } from '../../support/servers.js';

const project = new Project();
const occupant = createServer().listen(0);
await once(occupant, 'listening');
const { port } = occupant.address() as AddressInfo;

afterAll(() => {
  occupant.close();
});

describe('a port that is in use', () => {
  it('is named in one line', async () => {
    const server = project.run(['server.js'], {
      NODE_ENV: 'test',
      DB_STORAGE: 'storage/port.sqlite',
      APP_PORT: `${port}`,
    });

    expect(await server.exit()).toBe(1);
    expect(server.lines).toEqual([expect.stringMatching(`EADDRINUSE.*${port}: check APP_PORT and APP_HOST`)]);
  });
});

await describeOn('postgres', 'a port that is in use', () => {
  it('stops several workers and their supervisor', async () => {
    const environment = { ...newDatabase('postgres'), NODE_ENV: 'test', APP_PORT: `${port}`, WEB_CONCURRENCY: '2' };

    const server = project.run(['server.js'], environment);

    expect(await server.exit()).toBe(1);
    expect(server.output).toContain('check APP_PORT');
    expect(server.output).not.toContain('    at ');
  });
});

describe('an uncaught error', () => {
  it.each([
    ['rejection', 'void Promise.reject(new Error("Forgotten"))'],
    ['exception', 'setTimeout(() => { throw new Error("Forgotten") })'],
  ])('is logged and ends the process, as a %s', async (_kind, statement) => {
    const program = project.script(`
      import { crashOnUncaughtError } from './src/server/crashOnUncaughtError.js';
      crashOnUncaughtError();
      ${statement};
      setInterval(() => undefined, 1000);
    `);

    expect(await program.exit()).toBe(1);
    expect(program.output).toMatch(/Uncaught error, exiting[\s\S]*Error: Forgotten\n {4}at /);
  });

  it('is one JSON line in production', async () => {
    const text = `
      import { crashOnUncaughtError } from './src/server/crashOnUncaughtError.js';
      crashOnUncaughtError();
      void Promise.reject(new Error('Forgotten'));
    `;
    const secrets = {
      JWT_SECRET: 'abcdefghijklmnopqrstuvwxyz0123456789',
      JWT_REFRESH_SECRET: '9876543210zyxwvutsrqponmlkjihgfedcba',
    };

    const program = project.script(text, { NODE_ENV: 'production', ...secrets });

    expect(await program.exit()).toBe(1);
    expect(program.lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ level: 'error', error: expect.objectContaining({ message: 'Forgotten' }) }),
    ]);
  });
});
