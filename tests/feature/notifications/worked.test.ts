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

/** Works until nothing waits, neither now nor for another attempt. */
async function workEverything(): Promise<void> {
  const worker = await queue.work({ queues: ['default', 'mail'], concurrency: 5 }, processJob);
  await until(async () => {
    const { default: usual, mail } = await queue.countJobs();
    return [usual, mail].every(({ waiting, delayed, active }) => waiting + delayed + active === 0);
  }, 'the end of every job');
  await worker.close(1_000);
}

async function mailedUser(): Promise<number> {
  const { id } = await UserFactory.create();
  const preferences = { [WelcomeNotification.type]: { inApp: true, mail: true } };
  await Profile.create({ userId: id, notificationPreferences: JSON.stringify(preferences) });
  return id;
}

beforeEach(() => {
  server.arrived.splice(0);
  server.refuse = () => undefined;
});

describe('a worker', () => {
  it('delivers notifications by both channels, each once', async () => {
    const userId = await mailedUser();

    await WelcomeNotification.send([userId], {});
    await workEverything();

    expect(await UserNotification.count({ where: { userId } })).toBe(1);
    expect(server.arrived).toMatchObject([{ subject: 'Lumina: Welcome to Lumina' }]);
  });

  it('mails once, although the delivery ran twice', async () => {
    const userId = await mailedUser();
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
    await workEverything();

    expect(await UserNotification.count({ where: { userId } })).toBe(1);
    expect(server.arrived).toHaveLength(1);
  });

  it('does not deliver to the list again because the mail was refused', async () => {
    const userId = await mailedUser();
    let tries = 0;
    server.refuse = () => ((tries += 1) === 1 ? '451 Try again later' : undefined);

    await WelcomeNotification.send([userId], {});
    await workEverything();

    expect(await UserNotification.count({ where: { userId } })).toBe(1);
    expect(server.arrived).toHaveLength(1);
  });

  it('purges every night what is no longer kept', () => {
    const schedule = modules.flatMap((module) => module.schedule);

    expect(schedule).toContainEqual(expect.objectContaining({ cron: '15 3 * * *', job: PurgeExpired }));
  });
});
