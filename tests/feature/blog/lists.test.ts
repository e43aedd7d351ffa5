import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import PostFactory from '../../../src/database/factories/blog/PostFactory.js';
import TagFactory from '../../../src/database/factories/blog/TagFactory.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { sequelize } from '../../../src/database/sequelize.js';
import { Post } from '../../../src/models/blog/Post.js';
import { PostTag } from '../../../src/models/blog/PostTag.js';
import { Tag } from '../../../src/models/blog/Tag.js';
import { User } from '../../../src/models/users/User.js';
import { Cache } from '../../../src/drivers/cache/index.js';
import { clock } from '../../../src/utils/clock.js';
import { as, guest } from '../../support/http.js';

interface Body {
  data: { data: { id: number; title: string }[]; meta: Record<string, unknown> };
}

const titles = ({ body }: { body: Body }) => body.data.data.map(({ title }) => title);

/** Returns the time that lies so many minutes in the past. */
const before = (minutes: number) => PostFactory.published(clock.in(-minutes * 60));

beforeEach(async () => {
  await Post.destroy({ where: {} });
  await Tag.destroy({ where: {} });
  await Cache.flush('blog');
});

afterEach(() => clock.reset());

describe('the list of posts', () => {
  it('shows published posts, newest first, without drafts, scheduled or deleted posts', async () => {
    await before(3).create({ title: 'Older' });
    await before(1).create({ title: 'Newer' });
    await PostFactory.create();
    await PostFactory.scheduled().create();
    await PostFactory.archived().create();

    const response = await guest.get('/api/posts');

    expect(titles(response)).toEqual(['Newer', 'Older']);
    expect(response.body.data.meta.total).toBe(2);
  });

  it('shows no content, and only public fields of the author', async () => {
    const author = await UserFactory.create();
    await before(1).for(author).create({ content: 'Secret text' });

    const { body, text } = await guest.get('/api/posts');

    expect(body.data.data[0].author).toEqual({
      id: author.id,
      firstname: author.firstname,
      lastname: author.lastname,
      avatar: null,
      avatarThumbnail: null,
    });
    expect(text).not.toContain('Secret text');
    expect(text).not.toContain(author.email);
    expect(text).not.toContain(author.password);
  });

  it('shows drafts and scheduled posts to their author only', async () => {
    const author = await UserFactory.create();
    await PostFactory.for(author).create({ title: 'Draft' });
    await PostFactory.for(author).scheduled().create({ title: 'Plan' });
    await PostFactory.for(author).archived().create({ title: 'Old' });
    await before(1).create({ title: 'Public' });

    const own = await as(author).get('/api/posts');
    const other = await as(await UserFactory.create()).get('/api/posts');
    const moderator = await as(await UserFactory.withRole('moderator').create()).get('/api/posts');

    expect(titles(own).sort()).toEqual(['Draft', 'Plan', 'Public']);
    expect([titles(other), titles(moderator)]).toEqual([['Public'], ['Public']]);
  });

  it('filters by status for the author, and for moderators across all authors', async () => {
    const author = await UserFactory.create();
    await PostFactory.for(author).create({ title: 'Mine' });
    await PostFactory.create({ title: 'Other' });
    await before(1).create({ title: 'Public' });
    const moderator = as(await UserFactory.withRole('moderator').create());
    const list = '/api/posts?sort=title&status';

    expect(titles(await guest.get(`${list}=draft`))).toEqual([]);
    expect(titles(await as(author).get(`${list}=draft`))).toEqual(['Mine']);
    expect(titles(await moderator.get(`${list}=draft`))).toEqual(['Mine', 'Other']);
    expect(titles(await guest.get(`${list}=published`))).toEqual(['Public']);
    expect(titles(await as(author).get(`${list}=archived`))).toEqual([]);
    expect((await guest.get(`${list}=gone`)).status).toBe(422);
  });

  it('shows a scheduled post once its time has come', async () => {
    await PostFactory.scheduled().create({ title: 'Plan' });
    expect(titles(await guest.get('/api/posts'))).toEqual([]);

    clock.travel(3_700);

    expect(titles(await guest.get('/api/posts'))).toEqual(['Plan']);
  });

  it('counts posts, not their tags', async () => {
    const posts = await before(1).has(TagFactory, 3).createMany(5);
    const tag = await TagFactory.create({ name: 'Shared', slug: 'shared' });
    await PostTag.bulkCreate(posts.slice(0, 3).map(({ id }) => ({ postId: id, tagId: tag.id })));

    const all = await guest.get('/api/posts?limit=2');
    const tagged = await guest.get('/api/posts?limit=2&tag=Shared');

    expect(all.body.data.meta).toMatchObject({ total: 5, last_page: 3 });
    expect(tagged.body.data.meta).toMatchObject({ total: 3, last_page: 2 });
    expect(tagged.body.data.data.map(({ tags }: { tags: unknown[] }) => tags.length)).toEqual([4, 4]);
  });

  it('runs three queries for any number of tags', async () => {
    await before(1).has(TagFactory, 4).createMany(10);
    const asked: string[] = [];
    const options = Reflect.get(sequelize, 'options') as { logging: unknown };
    options.logging = (sql: string) => void asked.push(sql);

    await guest.get('/api/posts');

    options.logging = false;
    expect(asked).toHaveLength(3);
  });

  it('filters by author, tag and dates together', async () => {
    const author = await UserFactory.create();
    const at = new Date('2026-05-01T12:00:00Z');
    clock.travel((at.getTime() - Date.now()) / 1_000 + 86_400);
    await PostFactory.published(at)
      .for(author)
      .has(TagFactory.state({ slug: 'ours' }))
      .create({ title: 'Hit' });
    await PostFactory.published(at).for(author).create({ title: 'No tag' });
    await PostFactory.published(at).create({ title: 'No author' });

    const hit = await guest.get(`/api/posts?userId=${author.id}&tag=ours&dateFrom=2026-05-01&dateTo=2026-05-01`);
    const miss = await guest.get(`/api/posts?userId=${author.id}&tag=ours&dateFrom=2026-05-02`);

    expect(titles(hit)).toEqual(['Hit']);
    expect(titles(miss)).toEqual([]);
  });

  it.each([
    'userId=x',
    'userId=0',
    'page=0',
    'limit=101',
    'sort=content',
    'cursor=nonsense',
    'fields=title',
    'filter[status]=draft',
    'dateFrom=yesterday',
    'status=',
  ])('rejects %s', async (query) => {
    expect((await guest.get(`/api/posts?${query}`)).status).toBe(422);
  });

  it('pages in both directions by cursor and returns each post once', async () => {
    await before(5).createMany(7);
    await before(4).createMany(3);
    const met: number[] = [];
    let next: string | null = '';
    let response;
    while (next !== null) {
      response = await guest.get(`/api/posts?limit=4&cursor=${next}`);
      met.push(...response.body.data.data.map(({ id }: { id: number }) => id));
      next = response.body.data.meta.next_cursor;
    }

    const back = await guest.get(`/api/posts?limit=4&cursor=${response?.body.data.meta.prev_cursor}`);

    expect(met).toHaveLength(10);
    expect(new Set(met).size).toBe(10);
    expect(back.body.data.data.map(({ id }: { id: number }) => id)).toEqual(met.slice(4, 8));
  });

  it('shows a post whose author was deleted', async () => {
    const author = await UserFactory.create();
    const { id } = await before(1).for(author).create();
    await author.destroy();

    expect((await guest.get('/api/posts')).body.data.data[0].author).toBeNull();
    expect((await guest.get(`/api/posts/${id}`)).body.data.author).toBeNull();
    await User.restore({ where: { id: author.id } });
  });
});

describe('the search for posts', () => {
  beforeAll(() => Post.destroy({ where: {} }));

  it('finds prefixes of words, titles before contents, regardless of age', async () => {
    await before(1).create({ title: 'Nothing', content: 'All about databases and indexes' });
    await before(9).create({ title: 'Database indexes', content: 'x' });
    await before(2).create({ title: 'Other', content: 'x' });

    expect(titles(await guest.get('/api/posts?search=databas'))).toEqual(['Database indexes', 'Nothing']);
    expect(titles(await guest.get('/api/posts?search=INDEX%20Data'))).toEqual(['Database indexes', 'Nothing']);
    expect(titles(await guest.get('/api/posts?search=databas&sort=-publishedAt'))[0]).toBe('Nothing');
    expect(titles(await guest.get('/api/posts?search=databas&cursor='))[0]).toBe('Nothing');
  });

  it('requires all words', async () => {
    await before(1).create({ title: 'Alpha', content: 'beta' });
    await before(1).create({ title: 'Alpha', content: 'gamma' });

    const response = await guest.get('/api/posts?search=alpha+gamma');

    expect(response.body.data.meta.total).toBe(1);
  });

  it('finds short and frequent words too', async () => {
    await before(1).create({ title: 'Go is a language', content: 'Who said that?' });
    await before(1).create({ title: 'Unrelated', content: 'Text' });

    expect(titles(await guest.get('/api/posts?search=go'))).toEqual(['Go is a language']);
    expect(titles(await guest.get('/api/posts?search=who+language'))).toEqual(['Go is a language']);
  });

  it.each(['Größe', 'Привет', 'naïve'])('finds words such as %s', async (word) => {
    await before(1).create({ title: `${word} here`, content: 'x' });

    expect(titles(await guest.get(`/api/posts?search=${encodeURIComponent(word)}`))).toEqual([`${word} here`]);
  });

  it('finds parts of addresses and file names', async () => {
    await before(1).create({ title: 'Setup', content: 'See https://docs.example.org/install/index.html.' });

    expect(titles(await guest.get('/api/posts?search=install'))).toEqual(['Setup']);
    expect(titles(await guest.get('/api/posts?search=example.org'))).toEqual(['Setup']);
  });

  it.each([
    '!!!',
    '"',
    "'",
    '*',
    '%',
    'q"b',
    "x'; DROP TABLE posts; --",
    '(alpha',
    'NEAR(',
    '-',
    '\\',
    '&|!:*',
    '{title}',
  ])('treats %s as text', async (text) => {
    await before(1).create({ title: 'Alpha', content: 'beta' });

    const response = await guest.get(`/api/posts?search=${encodeURIComponent(text)}`);

    expect(response.status).toBe(200);
    expect(titles(response)).toEqual(text === '(alpha' ? ['Alpha'] : []);
  });

  it('finds the current text of a post only', async () => {
    const author = await UserFactory.create();
    const post = await before(1).for(author).create({ title: 'Former', content: 'x' });

    await as(author).patch(`/api/posts/${post.id}`, { title: 'Latter' });

    expect(titles(await guest.get('/api/posts?search=former'))).toEqual([]);
    expect(titles(await guest.get('/api/posts?search=latter'))).toEqual(['Latter']);
    await as(author).delete(`/api/posts/${post.id}`);
    expect(titles(await guest.get('/api/posts?search=latter'))).toEqual([]);
  });

  it('does not find drafts of other users', async () => {
    await PostFactory.create({ title: 'Hidden treasure' });

    expect(titles(await guest.get('/api/posts?search=treasure'))).toEqual([]);
  });
});
