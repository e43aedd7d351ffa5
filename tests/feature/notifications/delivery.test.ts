import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MailServer } from '../../support/mail.js';

const server = await new MailServer().start();
Object.assign(process.env, { MAIL_DRIVER: 'smtp', SMTP_PORT: String(server.port), SMTP_SECURITY: 'none' });

const { default: UserFactory, FACTORY_PASSWORD } = await import('../../../src/database/factories/users/UserFactory.js');
const { default: NotificationFactory } =
  await import('../../../src/database/factories/notifications/UserNotificationFactory.js');
const { transaction } = await import('../../../src/database/transaction.js');
const { DeliverNotification } = await import('../../../src/jobs/notifications/DeliverNotification.js');
const { PurgeExpired } = await import('../../../src/jobs/operations/PurgeExpired.js');
const { Profile } = await import('../../../src/models/users/Profile.js');
const { User } = await import('../../../src/models/users/User.js');
const { UserNotification } = await import('../../../src/models/notifications/UserNotification.js');
const { Notification } = await import('../../../src/notifications/Notification.js');
const { registerNotifications } = await import('../../../src/notifications/registry.js');
const { clock } = await import('../../../src/utils/clock.js');
const { guest } = await import('../../support/http.js');

interface Remark {
  author: string;
  words: string;
}

class RemarkMade extends Notification<Remark> {
  public static override readonly type: string = 'remark.made';

  public readonly title: string = `${this.data.author} made a remark`;
  public readonly body: string = this.data.words;
}

class RemarkMailed extends RemarkMade {
  public static override readonly type = 'remark.mailed';
  public static override readonly channels = ['inApp', 'mail'] as const;
}

class Alarm extends RemarkMade {
  public static override readonly type = 'remark.alarm';
  public static override readonly always = ['mail'] as const;
}

registerNotifications([RemarkMade, RemarkMailed, Alarm]);

const remark = { author: 'Ada', words: 'Well <done>' };
const DAY = 86_400;

async function prefer(userId: number, type: string, inApp: boolean, mail: boolean): Promise<void> {
  await Profile.create({ userId, notificationPreferences: JSON.stringify({ [type]: { inApp, mail } }) });
}

function listTypes(userId: number): Promise<string[]> {
  return UserNotification.findAll({ where: { userId }, order: ['id'] }).then((all) => all.map(({ type }) => type));
}

beforeEach(() => {
  server.arrived.splice(0);
});

afterEach(() => {
  clock.reset();
});

describe('a notification', () => {
  it('reaches the list of each user once', async () => {
    const [first, second, other] = await UserFactory.createMany(3);

    await RemarkMade.send([first?.id ?? 0, second?.id ?? 0, first?.id ?? 0], remark);

    expect(await listTypes(first?.id ?? 0)).toEqual(['remark.made']);
    expect(await listTypes(second?.id ?? 0)).toEqual(['remark.made']);
    expect(await listTypes(other?.id ?? 0)).toEqual([]);
    expect(server.arrived).toEqual([]);
  });

  it('is mailed too if that is the default of its type', async () => {
    const user = await UserFactory.create({ firstname: 'Grace' });

    await new RemarkMailed(remark).notify(user);

    expect(await listTypes(user.id)).toEqual(['remark.mailed']);
    expect(server.arrived).toMatchObject([{ subject: 'Lumina: Ada made a remark', to: { address: user.email } }]);
    expect(server.arrived[0]?.text).toContain('Hello Grace,\n\nAda made a remark\n\nWell <done>');
    expect(server.arrived[0]?.html).toContain('Well &lt;done&gt;');
  });

  it.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])('uses the chosen channels: list %s, mail %s', async (inApp, mail) => {
    const user = await UserFactory.create();
    await prefer(user.id, 'remark.mailed', inApp, mail);

    await new RemarkMailed(remark).notify(user);

    expect(await listTypes(user.id)).toHaveLength(Number(inApp));
    expect(server.arrived).toHaveLength(Number(mail));
  });

  it('is mailed regardless of preferences if its type requires it', async () => {
    const user = await UserFactory.create();
    await prefer(user.id, 'remark.alarm', false, false);

    await new Alarm(remark).notify(user);

    expect(await listTypes(user.id)).toEqual([]);
    expect(server.arrived).toHaveLength(1);
  });

  it('is delivered once when its job runs repeatedly', async () => {
    const user = await UserFactory.create();
    const at = clock.now().toISOString();
    const job = DeliverNotification.create({ type: 'remark.made', userId: user.id, data: remark, at });
    const nothing = () => Promise.resolve();
    const context = { ...job, attempt: 1, progress: nothing, log: nothing, signal: new AbortController().signal };

    await job.runInline({ ...context, availableAt: clock.now() });
    await Promise.all([1, 2].map(() => job.runInline({ ...context, availableAt: clock.now() })));

    expect(await listTypes(user.id)).toEqual(['remark.made']);
  });

  it('is delivered once for each deduplication key', async () => {
    const user = await UserFactory.create();

    await RemarkMade.send([user.id], remark, { key: 'post-1' });
    await new RemarkMade(remark).notify(user, { key: 'post-1' });
    await RemarkMade.send([user.id], remark, { key: 'post-2' });

    expect(await listTypes(user.id)).toHaveLength(2);
  });

  it('is not delivered to deleted or unknown users', async () => {
    const user = await UserFactory.create();
    await user.destroy();

    await RemarkMailed.send([user.id, 987_654_321], remark);

    expect(await listTypes(user.id)).toEqual([]);
    expect(server.arrived).toEqual([]);
  });

  it('is not delivered when its transaction is rolled back', async () => {
    const user = await UserFactory.create();
    const attempt = transaction(async () => {
      await new RemarkMade(remark).notify(user);
      throw new Error('taken back');
    });

    await expect(attempt).rejects.toThrow('taken back');

    expect(await listTypes(user.id)).toEqual([]);
  });

  it('of an unregistered type fails', async () => {
    class Forgotten extends RemarkMade {
      public static override readonly type = 'remark.forgotten';
    }
    const user = await UserFactory.create();

    await expect(new Forgotten(remark).notify(user)).rejects.toThrow('Unknown notification remark.forgotten');
  });

  it('welcomes new users', async () => {
    const email = 'newcomer@example.com';

    await guest.post('/api/auth/register', {
      firstname: 'Ada',
      lastname: 'Lovelace',
      email,
      password: FACTORY_PASSWORD,
    });

    const user = await User.findOne({ where: { email } });
    expect(await listTypes(user?.id ?? 0)).toEqual(['account.welcome']);
  });
});

describe('the purge of notifications', () => {
  it('removes only those that were read 90 days ago', async () => {
    const old = { createdAt: clock.in(-200 * DAY) };
    const unread = await NotificationFactory.create(old);
    const recent = await NotificationFactory.create({ ...old, readAt: clock.in(-89 * DAY) });
    const gone = await NotificationFactory.create({ ...old, readAt: clock.in(-91 * DAY) });

    await PurgeExpired.dispatch({});

    const kept = await UserNotification.findAll({ where: { id: [unread.id, recent.id, gone.id] }, order: ['id'] });
    expect(kept.map(({ id }) => id)).toEqual([unread.id, recent.id]);
  });
});
