import { beforeEach, describe, expect, it } from '@jest/globals';
import PostFactory from '../../../src/database/factories/blog/PostFactory.js';
import TagFactory from '../../../src/database/factories/blog/TagFactory.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { Cache } from '../../../src/drivers/cache/index.js';
import { Post } from '../../../src/models/blog/Post.js';
import { PostTag } from '../../../src/models/blog/PostTag.js';
import { Tag } from '../../../src/models/blog/Tag.js';
import { TagFollow } from '../../../src/models/blog/TagFollow.js';
import { as, guest } from '../../support/http.js';

const moderator = async () => as(await UserFactory.withRole('moderator').create());

async function tagPosts(tag: Tag, ...posts: Post[]): Promise<void> {
  await PostTag.bulkCreate(posts.map(({ id }) => ({ postId: id, tagId: tag.id })));
}

beforeEach(async () => {
  await Post.destroy({ where: {} });
  await Tag.destroy({ where: {} });
  await Cache.flush('blog');
});

describe('tags', () => {
  it('are listed by name with their number of public posts', async () => {
    const [beta] = [await TagFactory.create({ name: 'Beta' }), await TagFactory.create({ name: 'Alpha' })];
    const visible = [await PostFactory.published().create(), await PostFactory.published().create()];
    await tagPosts(beta, await PostFactory.create(), ...visible);

    const { body } = await guest.get('/api/tags');

    expect(body.data.data).toMatchObject([
      { name: 'Alpha', postsCount: 0 },
      { name: 'Beta', postsCount: 2 },
    ]);
  });

  it('are not listed when only non-public posts have them, which would reveal these posts', async () => {
    const tags = await TagFactory.createMany(3);
    const hidden = [PostFactory, PostFactory.scheduled(), PostFactory.archived()];
    for (const [index, tag] of tags.entries()) await tagPosts(tag, await (hidden[index] ?? PostFactory).create());

    const { body } = await guest.get('/api/tags');

    expect(body.data.data).toEqual([]);
  });

  it('are created, renamed, merged and deleted by moderators, managers and administrators only', async () => {
    const { id } = await TagFactory.create();
    const other = await TagFactory.create();

    for (const client of [guest, as(await UserFactory.create()), as(await UserFactory.withRole('seller').create())]) {
      const status = client === guest ? 401 : 403;
      expect((await client.post('/api/tags', { name: 'New' })).status).toBe(status);
      expect((await client.patch(`/api/tags/${id}`, { name: 'New' })).status).toBe(status);
      expect((await client.post(`/api/tags/${id}/merge`, { into: other.id })).status).toBe(status);
      expect((await client.delete(`/api/tags/${id}`)).status).toBe(status);
    }
    for (const role of ['moderator', 'manager', 'admin'] as const) {
      const client = as(await UserFactory.withRole(role).create());
      const made = await client.post('/api/tags', { name: `By a ${role}` });
      expect(made.status).toBe(201);
      expect(made.body.data).toMatchObject({ slug: `by-a-${role}`, postsCount: 0 });
      expect((await client.delete(`/api/tags/${made.body.data.id}`)).status).toBe(200);
    }
  });

  it('are unique by slug', async () => {
    const client = await moderator();
    await client.post('/api/tags', { name: 'Type Script' });
    const { body } = await client.post('/api/tags', { name: 'Other' });

    const again = await client.post('/api/tags', { name: ' TYPE  script! ' });
    const renamed = await client.patch(`/api/tags/${body.data.id}`, { name: 'type-script' });

    expect([again.status, renamed.status]).toEqual([409, 409]);
    expect(again.body.errors).toMatchObject([{ field: 'name' }]);
  });

  it('are created once by ten concurrent requests', async () => {
    const client = await moderator();

    const responses = await Promise.all(Array.from({ length: 10 }, () => client.post('/api/tags', { name: 'Once' })));

    expect(responses.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
  });

  it('keep their posts when they are renamed', async () => {
    const tag = await TagFactory.create();
    await tagPosts(tag, await PostFactory.published().create());

    const { body } = await (await moderator()).patch(`/api/tags/${tag.id}`, { name: 'Better' });

    expect(body.data).toMatchObject({ name: 'Better', slug: 'better', postsCount: 1 });
    expect((await guest.get('/api/posts?tag=better')).body.data.meta.total).toBe(1);
  });

  it('are merged with their posts and followers, without duplicates', async () => {
    const [from, into] = [await TagFactory.create(), await TagFactory.create()];
    const [one, both, other] = await PostFactory.published().createMany(3);
    if (!one || !both || !other) throw new Error('No posts');
    await tagPosts(from, one, both);
    await tagPosts(into, both, other);
    const [first, second] = await UserFactory.createMany(2);
    for (const user of [first, second]) await TagFollow.create({ userId: user?.id ?? 0, tagId: from.id });
    await TagFollow.create({ userId: first?.id ?? 0, tagId: into.id });

    const response = await (await moderator()).post(`/api/tags/${from.id}/merge`, { into: into.id });

    expect(response.body.data).toMatchObject({ id: into.id, postsCount: 3 });
    expect(await Tag.findByPk(from.id)).toBeNull();
    expect(await TagFollow.count({ where: { tagId: into.id } })).toBe(2);
    expect(await PostTag.count()).toBe(3);
  });

  it('cannot be merged with themselves or with unknown tags', async () => {
    const { id } = await TagFactory.create();
    const client = await moderator();

    expect((await client.post(`/api/tags/${id}/merge`, { into: id })).status).toBe(422);
    expect((await client.post(`/api/tags/${id}/merge`, { into: 999_999 })).status).toBe(422);
    expect((await client.post(`/api/tags/${id}/merge`, {})).status).toBe(422);
    expect((await client.post('/api/tags/999999/merge', { into: id })).status).toBe(404);
  });

  it('survive two opposite concurrent merges, of which one succeeds', async () => {
    const [one, two] = [await TagFactory.create(), await TagFactory.create()];
    const client = await moderator();

    const responses = await Promise.all([
      client.post(`/api/tags/${one.id}/merge`, { into: two.id }),
      client.post(`/api/tags/${two.id}/merge`, { into: one.id }),
    ]);

    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await Tag.count()).toBe(1);
  });

  it('are removed from posts when they are deleted', async () => {
    const tag = await TagFactory.create();
    const post = await PostFactory.published().create();
    await tagPosts(tag, post);
    const client = await moderator();

    const first = await client.delete(`/api/tags/${tag.id}`);
    const second = await client.delete(`/api/tags/${tag.id}`);

    expect([first.status, second.status]).toEqual([200, 404]);
    expect((await guest.get(`/api/posts/${post.id}`)).body.data.tags).toEqual([]);
  });
});
