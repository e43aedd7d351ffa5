import { beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../../support/processes.js';
import { newDatabase, Project } from '../../support/project.js';
import { describeOn } from '../../support/servers.js';

// Adds the process id to each response.
const TELL_PID = `
import { ServerResponse } from 'node:http';
const { writeHead } = ServerResponse.prototype;
ServerResponse.prototype.writeHead = function (...parameters) {
  this.setHeader('X-Pid', process.pid);
  return writeHead.apply(this, parameters);
};
`;

interface Answer {
  pid: number;
  status: number;
  data: { accessToken: string; firstname: string };
}

const project = new Project();

beforeAll(() => {
  project.write('tellPid.mjs', TELL_PID);
});

async function serve(environment: Record<string, string> = {}) {
  const two = { ...newDatabase('postgres'), WEB_CONCURRENCY: '2', NODE_OPTIONS: '--import ./tellPid.mjs' };
  return project.serve({ ...two, RATE_LIMIT_ANONYMOUS: 'off', ...environment }, '--seed');
}

async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const headers = {
    Connection: 'close',
    'Content-Type': 'application/json',
    ...(init.headers as Record<string, string>),
  };
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000), ...init, headers });
  const { data } = (await response.json().catch(() => ({}))) as Partial<Answer>;
  return {
    pid: Number(response.headers.get('X-Pid')),
    status: response.status,
    data: data ?? { accessToken: '', firstname: '' },
  };
}

function askMany(count: number, url: string, init?: RequestInit): Promise<Answer[]> {
  return Promise.all(Array.from({ length: count }, () => ask(url, init)));
}

function distinctPids(answers: Answer[]): number[] {
  return [...new Set(answers.map(({ pid }) => pid))];
}

async function workers(url: string): Promise<number[]> {
  return distinctPids(await askMany(10, `${url}/health/live`).catch(() => []));
}

async function accessToken(url: string): Promise<string> {
  const body = JSON.stringify({ email: 'admin@lumina.com', password: 'lumina123' });
  const { data } = await ask(`${url}/api/auth/login`, { method: 'POST', body });
  return data.accessToken;
}

await describeOn('postgres', 'two workers', () => {
  it('share the port, replace a killed one, and stop together', async () => {
    const { server, url } = await serve();
    const before = await workers(url);
    const [victim = 0, survivor = 0] = before;

    process.kill(victim, 'SIGKILL');
    await until(async () => {
      const now = await workers(url);
      return now.length === 2 && !now.includes(victim) && now.includes(survivor);
    }, 'a new worker');
    const after = await workers(url);
    server.signal('SIGTERM');

    expect(before).toHaveLength(2);
    expect(await server.exit(9_000)).toBe(0);
    for (const pid of [...before, ...after]) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('count requests together: a limit is exact', async () => {
    const { url } = await serve({ RATE_LIMIT_ANONYMOUS: '20/1h' });

    const answers = await askMany(50, `${url}/status`);

    expect(distinctPids(answers)).toHaveLength(2);
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array<number>(20).fill(200), ...Array<number>(30).fill(429)]);
  });

  it('both show a changed profile immediately', async () => {
    const { url } = await serve();
    const headers = { Authorization: `Bearer ${await accessToken(url)}` };

    for (let round = 0; round < 10; round += 1) {
      await askMany(4, `${url}/api/users/1`, { headers });
      const body = JSON.stringify({ firstname: `Ada ${round}` });
      await ask(`${url}/api/me`, { method: 'PATCH', headers, body });
      const answers = await askMany(4, `${url}/api/users/1`, { headers });

      expect(new Set(answers.map(({ data }) => data.firstname))).toEqual(new Set([`Ada ${round}`]));
    }
  });

  it('both reject a revoked session immediately', async () => {
    const { url } = await serve();
    const headers = { Authorization: `Bearer ${await accessToken(url)}` };
    const before = await askMany(10, `${url}/api/me`, { headers });

    await ask(`${url}/api/auth/logout`, { method: 'POST', headers });
    const after = await askMany(10, `${url}/api/me`, { headers });

    expect(distinctPids(before)).toHaveLength(2);
    expect(distinctPids(after)).toHaveLength(2);
    expect(new Set(before.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(after.map(({ status }) => status))).toEqual(new Set([401]));
  });
});

describe('the supervisor', () => {
  it('is unavailable on SQLite', async () => {
    const server = project.run(['server.js'], { NODE_ENV: 'test', WEB_CONCURRENCY: '2' });

    expect(await server.exit()).toBe(1);
    expect(server.output).toContain('WEB_CONCURRENCY must be 1 with SQLite');
  });
});
