import { beforeEach, describe, expect, it } from '@jest/globals';
import { MailServer } from '../../../support/mail.js';

const server = await new MailServer().start();
Object.assign(process.env, { MAIL_DRIVER: 'smtp', SMTP_PORT: String(server.port), SMTP_SECURITY: 'none' });
Object.assign(process.env, { QUEUE_CONNECTION: 'database', QUEUE_POLL_MS: '20', SCHEDULE_TIME_ZONE: 'Europe/Berlin' });

const { default: UserFactory } = await import('../../../../src/database/factories/users/UserFactory.js');
const { queue } = await import('../../../../src/drivers/queue/index.js');
const { SendDailySummaries } = await import('../../../../src/jobs/operations/SendDailySummaries.js');
const { SendWeeklyReports } = await import('../../../../src/jobs/operations/SendWeeklyReports.js');
const { WelcomeMail } = await import('../../../../src/mail/users/WelcomeMail.js');
const { User } = await import('../../../../src/models/users/User.js');
const { modules } = await import('../../../../src/modules/index.js');
const { clock } = await import('../../../../src/utils/clock.js');
const { processJob } = await import('../../../../src/worker/processJob.js');
const { until } = await import('../../../support/processes.js');
await import('../../../support/database.js');

const EVERY_STATE = ['waiting', 'delayed', 'blocked', 'completed', 'failed'] as const;

/** Works until no job waits, neither now nor for another attempt. */
async function runAllJobs(): Promise<void> {
  const worker = await queue.work({ queues: ['mail'], concurrency: 5 }, processJob);
  await until(async () => {
    const { waiting, delayed, active } = (await queue.countJobs()).mail;
    return waiting + delayed + active === 0;
  }, 'the end of every job');
  await worker.close(1_000);
}

function recipients(): string[] {
  return server.arrived.map(({ to }) => to.address).sort();
}

beforeEach(async () => {
  server.arrived.splice(0);
  server.refuse = () => undefined;
  await queue.clear({ states: EVERY_STATE });
  await User.destroy({ where: {}, force: true });
});

describe('the reports to administrators', () => {
  it('are not sent without administrators', async () => {
    await UserFactory.manager().create();

    await SendDailySummaries.dispatch({});
    await runAllJobs();

    expect(server.arrived).toEqual([]);
    expect((await queue.countJobs()).mail.failed).toBe(0);
  });

  it('are sent to every approved administrator and to no other user', async () => {
    const [first, second] = await UserFactory.admin().createMany(2);
    await UserFactory.admin().suspended().create();
    await UserFactory.manager().create();
    const deleted = await UserFactory.admin().create();
    await deleted.destroy();

    await SendDailySummaries.dispatch({});
    await runAllJobs();

    expect(recipients()).toEqual([first?.email, second?.email].sort());
  });

  it('are not sent twice if the address of another administrator is rejected', async () => {
    const [first, second, third] = await UserFactory.admin().createMany(3);
    server.refuse = (address) => (address === second?.email ? '550 No such user here' : undefined);

    await SendWeeklyReports.dispatch({});
    await runAllJobs();

    expect(recipients()).toEqual([first?.email, third?.email].sort());
    const { jobs } = await queue.list({ state: 'failed', page: 1, limit: 10 });
    expect(jobs).toMatchObject([{ name: 'mail.weekly-report', payload: { userId: second?.id }, attempt: 3 }]);
  });

  it('are not sent twice if the job that enqueues them ran twice', async () => {
    await UserFactory.admin().createMany(2);
    const job = SendDailySummaries.create({});
    const context = { ...job, attempt: 1, progress: noop, log: noop, signal: new AbortController().signal };

    await new SendDailySummaries().handle({}, context);
    await new SendDailySummaries().handle({}, context);
    await runAllJobs();

    expect(server.arrived).toHaveLength(2);
  });

  it('contain the metrics of their period and the failed jobs', async () => {
    await UserFactory.admin().create({ firstname: 'Ada' });
    await UserFactory.createMany(3);
    const lastWeek = clock.in(-3 * 86_400);
    await UserFactory.suspended().create({ createdAt: lastWeek });
    await failOnce();

    await SendDailySummaries.dispatch({});
    await SendWeeklyReports.dispatch({});
    await runAllJobs();

    const [daily, weekly] = ['daily summary', 'weekly report'].map((kind) =>
      server.arrived.find(({ subject }) => subject === `Lumina ${kind}`),
    );
    expect(daily?.text).toContain('New users in the last 24 hours: 4\n');
    expect(weekly?.text).toContain('New users in the last 7 days: 5\n');
    expect(weekly?.text).toContain('admin: 1\n');
    for (const report of [daily, weekly]) {
      expect(report?.text).toContain('Hello Ada,');
      expect(report?.text).toContain('Approved users: 4\nAll users: 5\nFailed jobs: 1\n');
    }
  });

  it('are scheduled daily at 9 and on Mondays at 10', () => {
    const schedule = modules.flatMap((module) => module.schedule);

    expect(schedule).toContainEqual(expect.objectContaining({ cron: '0 9 * * *', job: SendDailySummaries }));
    expect(schedule).toContainEqual(expect.objectContaining({ cron: '0 10 * * 1', job: SendWeeklyReports }));
  });
});

function noop(): Promise<void> {
  return Promise.resolve();
}

/** Leaves a failed job behind. */
async function failOnce(): Promise<void> {
  const { id: userId } = await UserFactory.suspended().create({ status: 'approved', email: 'refused@example.com' });
  server.refuse = (address) => (address === 'refused@example.com' ? '550 No such user here' : undefined);
  await WelcomeMail.dispatch({ userId }, { attempts: 1 });
  await runAllJobs();
  await User.destroy({ where: { id: userId }, force: true });
}
