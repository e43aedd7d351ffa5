import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { QueueWorker } from '../../src/drivers/queue/QueueDriver.js';
import type { User } from '../../src/models/users/User.js';
import { MailServer } from './mail.js';
import { until } from './processes.js';

const server = await new MailServer().start();
Object.assign(process.env, { MAIL_DRIVER: 'smtp', SMTP_PORT: String(server.port), SMTP_SECURITY: 'none' });
Object.assign(process.env, { MAIL_PER_SECOND: '1000', QUEUE_POLL_MS: '20' });

const { default: UserFactory } = await import('../../src/database/factories/users/UserFactory.js');
const { queue } = await import('../../src/drivers/queue/index.js');
const { WelcomeMail } = await import('../../src/mail/users/WelcomeMail.js');
const { processJob } = await import('../../src/worker/processJob.js');
await import('./database.js');

function countArrivals({ email }: User): number {
  return server.arrived.filter(({ to }) => to.address === email).length;
}

async function dispatch(users: User[]): Promise<void> {
  await queue.push(users.map(({ id }) => WelcomeMail.create({ userId: id })));
}

/** Tests delivery through the queue of QUEUE_CONNECTION, which must be set before this file is imported. */
export function testDelivery(): void {
  let worker: QueueWorker;

  beforeAll(async () => {
    worker = await queue.work({ queues: ['mail'], concurrency: 5 }, processJob);
  });

  afterAll(() => worker.close(1_000));

  it('reaches 98 of 100, one more at the third attempt, and reports the permanently rejected one', async () => {
    const users = await UserFactory.createMany(100);
    const [late, refused] = users as [User, User];
    const attempts = new Map<string, number>();
    server.refuse = (address) => {
      const attempt = (attempts.get(address) ?? 0) + 1;
      attempts.set(address, attempt);
      if (address === late.email && attempt < 3) return '451 4.7.1 Please try again later';
      return address === refused.email ? '550 5.1.1 No such user here' : undefined;
    };

    await dispatch(users);

    await until(
      async () => (await queue.countJobs()).mail.failed === 1 && server.arrived.length >= 99,
      'every outcome',
    );
    const { jobs } = await queue.list({ state: 'failed', page: 1, limit: 10 });
    expect(jobs).toHaveLength(1);
    expect(jobs[0]).toMatchObject({ name: 'mail.welcome', payload: { userId: refused.id }, attempt: 3 });
    expect(jobs[0]?.error).toContain('550 5.1.1 No such user here');
    expect(attempts.get(refused.email)).toBe(3);
    expect(users.map(countArrivals)).toEqual([1, 0, ...Array<number>(98).fill(1)]);
    expect(new Set(server.arrived.map(({ id }) => id)).size).toBe(99);
    expect(server.sessions.length).toBeLessThan(50);
  });

  it('reaches a rejected recipient once the failed job is retried', async () => {
    server.refuse = () => undefined;
    const before = server.arrived.length;

    const retried = await queue.retry({ queue: 'mail' });

    expect(retried).toBe(1);
    await until(() => server.arrived.length === before + 1, 'the message');
    expect((await queue.countJobs()).mail.failed).toBe(0);
  });

  it('reaches all recipients after an outage of the server', async () => {
    const users = await UserFactory.createMany(10);
    await server.stop();
    await dispatch(users);
    await until(async () => (await queue.countJobs()).mail.delayed === 10, 'a failed attempt at each');

    await server.start();

    await until(() => users.every((user) => countArrivals(user) > 0), 'every message');
    expect(users.map(countArrivals)).toEqual(Array(10).fill(1));
  });
}
