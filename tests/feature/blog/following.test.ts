import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MailServer } from '../../support/mail.js';

const server = await new MailServer().start();
Object.assign(process.env, { MAIL_DRIVER: 'smtp', SMTP_PORT: String(server.port), SMTP_SECURITY: 'none' });
Object.assign(process.env, { QUEUE_CONNECTION: 'database', QUEUE_POLL_MS: '20', MAIL_PER_SECOND: '1000' });

const { default: PostFactory } = await import('../../../src/database/factories/blog/PostFactory.js');
const { default: TagFactory } = await import('../../../src/database/factories/blog/TagFactory.js');
const { default: UserFactory } = await import('../../../src/database/factories/users/UserFactory.js');
const { queue } = await import('../../../src/drivers/queue/index.js');
const { AnnounceDuePosts } = await import('../../../src/jobs/blog/AnnounceDuePosts.js');
const { AnnouncePost } = await import('../../../src/jobs/blog/AnnouncePost.js');
const { AuthorFollow } = await import('../../../src/models/blog/AuthorFollow.js');
const { Post } = await import('../../../src/models/blog/Post.js');
const { TagFollow } = await import('../../../src/models/blog/TagFollow.js');
const { UserNotification } = await import('../../../src/models/notifications/UserNotification.js');
const { default: ReportService } = await import('../../../src/services/operations/ReportService.js');
const { clock } = await import('../../../src/utils/clock.js');
const { processJob } = await import('../../../src/worker/processJob.js');
const { until } = await import('../../support/processes.js');
const { as } = await import('../../support/http.js');

const QUEUES = ['maintenance', 'default', 'mail', 'audit'] as const;

/** Runs workers until the queues are empty. */
async function drainQueues(): Promise<void> {
  const worker = await queue.work({ queues: QUEUES, concurrency: 5 }, processJob);
  await until(async () => {
    const counts = await queue.countJobs();
    return QUEUES.every((name) => counts[name].waiting + counts[name].active === 0);
  }, 'the end of every job');
  await worker.close(1_000);
}

const recipients = () => server.arrived.map(({ to }) => to.address).sort();

const post = { title: 'News <b>', content: 'First words', status: 'published' };

beforeEach(async () => {
  server.arrived.splice(0);
  await queue.clear({ states: ['waiting', 'delayed', 'blocked', 'completed', 'failed'] });
  await Post.destroy({ where: {} });
});

afterEach(() => clock.reset());

describe('following', () => {
  it('requires a login and an existing author or tag', async () => {
    const user = await UserFactory.create();
    const gone = await UserFactory.create();
    await gone.destroy();
    const client = as(user);

    expect((await client.post(`/api/users/${user.id}/follow`)).status).toBe(409);
    expect((await client.post(`/api/users/${gone.id}/follow`)).status).toBe(404);
    expect((await client.post('/api/tags/999999/follow')).status).toBe(404);
    expect((await client.post('/api/tags/x/follow')).status).toBe(422);
  });

  it('is idempotent, and so is unfollowing', async () => {
    const [user, author, tag] = [await UserFactory.create(), await UserFactory.create(), await TagFactory.create()];
    const client = as(user);
    const paths = [`/api/users/${author.id}/follow`, `/api/tags/${tag.id}/follow`];

    const responses = await Promise.all([...paths, ...paths, ...paths].map((path) => client.post(path)));

    expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 200));
    expect(await AuthorFollow.count({ where: { userId: user.id } })).toBe(1);
    expect(await TagFollow.count({ where: { userId: user.id } })).toBe(1);
    for (const path of [...paths, ...paths]) expect((await client.delete(path)).status).toBe(200);
    expect(await AuthorFollow.count({ where: { userId: user.id } })).toBe(0);
    expect(await TagFollow.count({ where: { userId: user.id } })).toBe(0);
  });
});

describe('a new post', () => {
  it('is mailed once to each follower, even with several matching follows and repeated jobs', async () => {
    const [author, tag] = [
      await UserFactory.create({ firstname: 'Ada' }),
      await TagFactory.create({ name: 'Topic', slug: 'topic' }),
    ];
    const [ofAuthor, ofTag, ofBoth] = await UserFactory.createMany(3);
    const suspended = await UserFactory.suspended().create();
    const stranger = await UserFactory.create();
    for (const user of [ofAuthor, ofBoth, suspended])
      await AuthorFollow.create({ userId: user?.id ?? 0, authorId: author.id });
    for (const user of [ofTag, ofBoth, author]) await TagFollow.create({ userId: user?.id ?? 0, tagId: tag.id });

    const { body } = await as(author).post('/api/posts', { ...post, tagNames: ['Topic'] });
    await drainQueues();
    await Post.update({ announcedAt: null }, { where: {} });
    await AnnouncePost.dispatch({ postId: body.data.id });
    await AnnouncePost.dispatch({ postId: body.data.id });
    await drainQueues();

    const followers = [ofAuthor, ofTag, ofBoth].map((user) => user?.email ?? '').sort();
    expect(recipients()).toEqual(followers);
    expect(server.arrived[0]).toMatchObject({ subject: 'Lumina: News <b>' });
    expect(server.arrived[0]?.html).toContain('News &lt;b&gt;');
    expect(server.arrived[0]?.text).toContain('new post by Ada');
    expect(await UserNotification.count({ where: { type: 'post.published', userId: stranger.id } })).toBe(0);
    expect(await UserNotification.count({ where: { type: 'post.published', userId: ofBoth?.id ?? 0 } })).toBe(1);
  });

  it('is announced at its scheduled time and not before', async () => {
    const [author, follower] = [await UserFactory.create(), await UserFactory.create()];
    await AuthorFollow.create({ userId: follower.id, authorId: author.id });
    const publishedAt = clock.in(3_600).toISOString();

    await as(author).post('/api/posts', { ...post, publishedAt });
    await AnnounceDuePosts.dispatch({});
    await drainQueues();
    expect(recipients()).toEqual([]);

    clock.travel(3_601);
    await AnnounceDuePosts.dispatch({});
    await drainQueues();
    await AnnounceDuePosts.dispatch({});
    await drainQueues();

    expect(recipients()).toEqual([follower.email]);
  });

  it('is announced once when a draft is published', async () => {
    const [author, follower] = [await UserFactory.create(), await UserFactory.create()];
    await AuthorFollow.create({ userId: follower.id, authorId: author.id });
    const { id } = await PostFactory.for(author).create();
    const client = as(author);

    for (const status of ['published', 'draft', 'published', 'archived', 'published']) {
      await client.patch(`/api/posts/${id}`, { status });
      await drainQueues();
    }

    expect(recipients()).toEqual([follower.email]);
  });

  it('appears in the report to administrators', async () => {
    await PostFactory.published().createMany(2);
    await PostFactory.published(clock.in(-2 * 86_400)).create();
    await PostFactory.create();

    const { figures } = await ReportService.build(1);

    expect(figures).toContainEqual({ label: 'New posts', value: 2 });
  });
});
