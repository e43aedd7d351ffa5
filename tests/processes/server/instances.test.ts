import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { until } from '../../support/processes.js';
import { newDatabase, Project } from '../../support/project.js';
import { RedisServer } from '../../support/redisServer.js';
import { describeOn } from '../../support/servers.js';

/** Two machines, each with its own copy of the files; they share only a database and a Redis. */
const [here, there] = [new Project(), new Project()];

/** Both must sign tokens with the same secrets, or one would reject those of the other. */
const SECRETS = { JWT_SECRET: randomUUID(), JWT_REFRESH_SECRET: randomUUID() };
const LIMITS = Object.fromEntries(
  ['ANONYMOUS', 'USER', 'AUTH', 'ADDRESS', 'ACCOUNT'].map((name) => [`RATE_LIMIT_${name}`, 'off']),
);

/** Milliseconds that an ordinary request may take on a busy machine. */
const MAX_LATENCY = 2_000;

interface Answer {
  status: number;
  data: Record<string, unknown>;
}

async function ask(url: string, method = 'GET', body?: object, token?: string): Promise<Answer> {
  const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
  const init = { method, headers, signal: AbortSignal.timeout(10_000), ...(body && { body: JSON.stringify(body) }) };
  const response = await fetch(url, init);
  const { data } = (await response.json()) as { data?: Answer['data'] };
  return { status: response.status, data: data ?? {} };
}

function logIn(url: string, password = 'lumina123'): Promise<Answer> {
  return ask(`${url}/api/auth/login`, 'POST', { email: 'admin@lumina.com', password });
}

async function fetchToken(url: string): Promise<string> {
  const { data } = await logIn(url);
  return String(data.accessToken);
}

async function statuses(answers: Promise<Answer>[]): Promise<number[]> {
  return (await Promise.all(answers)).map(({ status }) => status).sort();
}

/** Failing logins, sent to the servers in turn. */
function guessPasswords(count: number, ...urls: string[]): Promise<number[]> {
  return statuses(
    Array.from({ length: count }, (_, index) => logIn(urls[index % urls.length] ?? '', 'wrong-password')),
  );
}

function times<T>(count: number, value: T): T[] {
  return Array<T>(count).fill(value);
}

await describeOn('postgres', 'several instances', () =>
  describe('that share a Redis', () => {
    let redis: RedisServer;
    let environment: Record<string, string>;

    beforeAll(async () => {
      redis = await RedisServer.start();
    });

    beforeEach(() => {
      const shared = { REDIS_URL: redis.url, REDIS_PREFIX: `lumina-${randomUUID()}`, QUEUE_WORK_IN_SERVER: 'false' };
      environment = { ...newDatabase('postgres'), ...SECRETS, ...LIMITS, ...shared };
    });

    async function serveBoth(variables: Record<string, string> = {}): Promise<[string, string]> {
      const first = await here.serve({ ...environment, ...variables }, '--seed');
      const second = await there.serve({ ...environment, ...variables });
      return [first.url, second.url];
    }

    function lumina(project: Project, ...parameters: string[]): Promise<number> {
      return project.run(['scripts/lumina.js', ...parameters], environment).exit();
    }

    /** Failed logins that Redis has counted. */
    async function countedLogins(): Promise<number> {
      const connection = new Redis(redis.url);
      try {
        const [key] = await connection.keys(`${environment.REDIS_PREFIX}:limit:auth:*`);
        return key === undefined ? 0 : Number(await connection.get(key));
      } finally {
        connection.disconnect();
      }
    }

    it('limit concurrent logins exactly, across servers', async () => {
      const urls = await serveBoth({ RATE_LIMIT_AUTH: '5/1h' });

      expect(await guessPasswords(20, ...urls)).toEqual([...times(5, 401), ...times(15, 429)]);
    });

    it('keep rate limits across a restart', async () => {
      const limited = { ...environment, RATE_LIMIT_AUTH: '5/1h' };
      const { server, url } = await here.serve(limited, '--seed');
      const before = await guessPasswords(5, url);
      server.signal('SIGTERM');
      await server.exit();

      const restarted = await here.serve(limited);

      expect(before).toEqual(times(5, 401));
      expect(await guessPasswords(3, restarted.url)).toEqual(times(3, 429));
    });

    it('reject a session that was revoked on another instance', async () => {
      const [first, second] = await serveBoth();
      const token = await fetchToken(first);
      const before = await ask(`${second}/api/me`, 'GET', undefined, token);

      await ask(`${first}/api/auth/logout`, 'POST', {}, token);
      const after = await ask(`${second}/api/me`, 'GET', undefined, token);

      expect([before.status, after.status]).toEqual([200, 401]);
    });

    it('show a profile that was changed on another instance', async () => {
      const [first, second] = await serveBoth();
      const token = await fetchToken(first);
      const { id } = (await ask(`${first}/api/me`, 'GET', undefined, token)).data;

      for (let round = 0; round < 10; round += 1) {
        const [changing, showing] = round % 2 ? [first, second] : [second, first];
        await ask(`${showing}/api/users/${String(id)}`, 'GET', undefined, token);
        await ask(`${changing}/api/me`, 'PATCH', { firstname: `Ada ${round}` }, token);

        const { data } = await ask(`${showing}/api/users/${String(id)}`, 'GET', undefined, token);

        expect(data.firstname).toBe(`Ada ${round}`);
      }
    });

    it('enter and leave maintenance mode together', async () => {
      const urls = await serveBoth();
      const states = () => statuses(urls.map((url) => ask(`${url}/status`)));

      expect(await lumina(here, 'down', '--message', 'Back at noon')).toBe(0);
      const closed = await states();
      const late = await here.serve(environment);
      const born = await ask(`${late.url}/status`);
      expect(await lumina(there, 'up')).toBe(0);
      await until(async () => (await ask(`${late.url}/status`)).status === 200, 'the third server to open');

      expect([closed, born.status, await states()]).toEqual([[503, 503], 503, [200, 200]]);
      expect(existsSync(here.path('maintenance.lock'))).toBe(false);
    });

    it('have their jobs processed by a worker on a third machine', async () => {
      const worker = new Project();
      const queued = { QUEUE_CONNECTION: 'redis' };
      const [first, second] = await serveBoth(queued);
      const program = worker.run(['src/worker/main.js'], { ...environment, ...queued, LOG_LEVEL: 'info' });
      await program.prints('worker runs in');
      const person = { firstname: 'Ada', lastname: 'Lovelace', password: 'long enough' };

      await ask(`${first}/api/auth/register`, 'POST', { ...person, email: 'first@example.com' });
      await ask(`${second}/api/auth/register`, 'POST', { ...person, email: 'second@example.com' });

      const sent = () => (worker.has('storage/mail') ? readdirSync(worker.path('storage/mail')).length : 0);
      await until(() => sent() >= 2, 'two welcome mails on the worker');
    });

    /** Waits until each server counts in Redis. Returns the number of guesses that Redis has counted. */
    async function waitForSharedCounts(urls: [string, string]): Promise<number> {
      let counted = 0;
      await until(async () => {
        const before = await countedLogins();
        await guessPasswords(2, ...urls);
        counted = await countedLogins();
        return counted === before + 2;
      }, 'both servers to count in Redis');
      return counted;
    }

    it('keep responding without Redis, limit logins separately, then share counts again', async () => {
      const urls = await serveBoth({ RATE_LIMIT_AUTH: '40/1h' });
      const token = await fetchToken(urls[0]);

      await redis.kill();
      const begin = performance.now();
      const ordinary = await statuses(urls.map((url) => ask(`${url}/api/users/1`, 'GET', undefined, token)));
      const duration = performance.now() - begin;
      const away = await Promise.all(urls.map((url) => guessPasswords(43, url)));
      await redis.start();
      const counted = await waitForSharedCounts(urls);

      expect([ordinary, duration < MAX_LATENCY]).toEqual([[200, 200], true]);
      expect(away).toEqual(times(2, [...times(40, 401), ...times(3, 429)]));
      const left = Math.max(0, 40 - counted);
      expect(await guessPasswords(43, ...urls)).toEqual([...times(left, 401), ...times(43 - left, 429)]);
    });

    it('start without Redis, and share counts once it is up', async () => {
      await redis.kill();
      const urls = await serveBoth({ RATE_LIMIT_AUTH: '40/1h' });
      const alone = await guessPasswords(2, ...urls);

      await redis.start();
      const counted = await waitForSharedCounts(urls);

      const left = Math.max(0, 40 - counted);
      expect([alone, await guessPasswords(43, ...urls)]).toEqual([
        times(2, 401),
        [...times(left, 401), ...times(43 - left, 429)],
      ]);
    });

    it('stay in maintenance mode if Redis loses it', async () => {
      const urls = await serveBoth();
      await lumina(here, 'down');

      await redis.kill();
      const away = await statuses(urls.map((url) => ask(`${url}/status`)));
      const unheard = await lumina(here, 'up');
      await redis.start();
      const back = await here.serve(environment).then(({ url }) => ask(`${url}/status`));

      expect([away, unheard]).toEqual([[503, 503], 1]);
      expect([back.status, ...(await statuses(urls.map((url) => ask(`${url}/status`))))]).toEqual([503, 503, 503]);
      expect(await lumina(there, 'up')).toBe(0);
    });
  }),
);
