import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../../support/processes.js';
import { Project } from '../../support/project.js';

const KINDS = [
  ['postgres', 'PostgreSQL'],
  ['mysql', 'MySQL'],
  ['mariadb', 'MariaDB'],
] as const;

const project = new Project();
const servers = new Set<Server>();

afterEach(() => {
  for (const server of servers) server.close();
  servers.clear();
});

/** Accepts connections and never answers, like a host behind a firewall that drops packets. */
async function silentServer(): Promise<number> {
  const server = createServer((socket) => void once(socket, 'error')).listen(0, '127.0.0.1');
  servers.add(server);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Prepares the database as the server does when it starts; it is expected to fail. */
const START = `
import { exitWithError } from './src/server/exitWithError.js';
import('./src/server/prepareDatabase.js').then(({ prepareDatabase }) => prepareDatabase()).catch(exitWithError);
`;

async function start(environment: Record<string, string>) {
  const server = project.script(START, environment);
  return { code: await server.exit(), lines: server.lines };
}

describe('a database server', () => {
  it.each(KINDS)('that does not run (%s) is named in one line', async (DB_DIALECT, name) => {
    const DB_PORT = String(await freePort());

    const failure = await start({ DB_DIALECT, DB_PORT });

    const line = `${name} at 127.0.0.1:${DB_PORT} is unreachable. Is it running? Check DB_HOST and DB_PORT`;
    expect(failure).toEqual({ code: 1, lines: [line] });
  });

  it.each(KINDS)('that never responds (%s) does not block the start', async (DB_DIALECT, name) => {
    const DB_PORT = String(await silentServer());

    const failure = await start({ DB_DIALECT, DB_PORT, DB_CONNECT_TIMEOUT_MS: '500' });

    const line = `${name} at 127.0.0.1:${DB_PORT} is unreachable. Is it running? Check DB_HOST and DB_PORT`;
    expect(failure).toEqual({ code: 1, lines: [line] });
  });

  it.each(KINDS)('without a known host (%s) is named in one line', async (DB_DIALECT, name) => {
    const failure = await start({ DB_DIALECT, DB_HOST: 'nowhere.invalid' });

    expect(failure.code).toBe(1);
    expect(failure.lines).toEqual([expect.stringMatching(`^${name} at nowhere.invalid:\\d+ is unreachable`)]);
  });
});

describe('a SQLite file', () => {
  it('that is not a database is named in one line and not changed', async () => {
    const file = `storage/${randomBytes(4).toString('hex')}.sqlite`;
    project.write(file, 'A letter, not a database. '.repeat(50));

    const failure = await start({ DB_STORAGE: file });

    expect(failure).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^SQLite at .*\.sqlite is unavailable: .*not a database/)],
    });
    expect(project.read(file)).toMatch(/^A letter/);
  });

  it('that is a folder is named in one line', async () => {
    const failure = await start({ DB_STORAGE: 'src' });

    expect(failure).toEqual({ code: 1, lines: [expect.stringMatching(/^SQLite at .*src is unavailable/)] });
  });

  it('in a folder that cannot be created is named in one line', async () => {
    const failure = await start({ DB_STORAGE: 'server.js/database.sqlite' });

    expect(failure).toEqual({ code: 1, lines: [expect.stringMatching(/^SQLite at .*server.js.* is unavailable/)] });
  });
});
