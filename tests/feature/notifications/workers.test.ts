import { beforeEach, describe, expect, it } from '@jest/globals';
import { MailServer } from '../../support/mail.js';

const server = await new MailServer().start();
Object.assign(process.env, { MAIL_DRIVER: 'smtp', SMTP_PORT: String(server.port), SMTP_SECURITY: 'none' });
Object.assign(process.env, { QUEUE_CONNECTION: 'database', QUEUE_POLL_MS: '20' });

const { default: UserFactory } = await import('../../../src/database/factories/users/UserFactory.js');
const { queue } = await import('../../../src/drivers/queue/index.js');
const { DeliverNotification } = await import('../../../src/jobs/notifications/DeliverNotification.js');
const { PurgeExpired } = await import('../../../src/jobs/operations/PurgeExpired.js');
const { Profile } = await import('../../../src/models/users/Profile.js');
const { UserNotification } = await import('../../../src/models/notifications/UserNotification.js');
const { modules } = await import('../../../src/modules/index.js');
const { WelcomeNotification } = await import('../../../src/notifications/users/WelcomeNotification.js');
const { clock } = await import('../../../src/utils/clock.js');
const { processJob } = await import('../../../src/worker/processJob.js');
const { until } = await import('../../support/processes.js');
await import('../../support/database.js');

/** Runs workers until no job waits, not even for a retry. */
async function drainQueues(): Promise<void> {
  const worker = await queue.work({ queues: ['default', 'mail'], concurrency: 5 }, processJob);
  await until(async () => {
    const { default: usual, mail } = await queue.countJobs();
    return [usual, mail].every(({ waiting, delayed, active }) => waiting + delayed + active === 0);
  }, 'the end of every job');
  await worker.close(1_000);
}

async function createMailedUser(): Promise<number> {
  const { id } = await UserFactory.create();
  const preferences = { [WelcomeNotification.type]: { inApp: true, mail: true } };
  await Profile.create({ userId: id, notificationPreferences: JSON.stringify(preferences) });
  return id;
}

beforeEach(() => {
  server.arrived.splice(0);
  server.refuse = () => undefined;
});

describe('a notification worker', () => {
  it('delivers once through each channel', async () => {
    const userId = await createMailedUser();

    await WelcomeNotification.send([userId], {});
    await drainQueues();

    expect(await UserNotification.count({ where: { userId } })).toBe(1);
    expect(server.arrived).toMatchObject([{ subject: 'Lumina: Welcome to Lumina' }]);
  });

  it('mails once when the delivery runs twice', async () => {
    const userId = await createMailedUser();
    const job = DeliverNotification.create({
      type: WelcomeNotification.type,
      userId,
      data: {},
      at: clock.now().toISOString(),
    });
    const nothing = () => Promise.resolve();
    const { signal } = new AbortController();
    const active = { ...job, attempt: 1, availableAt: clock.now(), progress: nothing, log: nothing, signal };

    await job.runInline(active);
    await job.runInline(active);
    await drainQueues();

    expect(await UserNotification.count({ where: { userId } })).toBe(1);
    expect(server.arrived).toHaveLength(1);
  });

  it('does not repeat the list entry when the mail server rejects the mail', async () => {
    const userId = await createMailedUser();
    let tries = 0;
    server.refuse = () => ((tries += 1) === 1 ? '451 Try again later' : undefined);

    await WelcomeNotification.send([userId], {});
    await drainQueues();

    expect(await UserNotification.count({ where: { userId } })).toBe(1);
    expect(server.arrived).toHaveLength(1);
  });

  it('purges expired records every night', () => {
    const schedule = modules.flatMap((module) => module.schedule);

    expect(schedule).toContainEqual(expect.objectContaining({ cron: '15 3 * * *', job: PurgeExpired }));
  });
});
