import { describe, expect, it } from '@jest/globals';
import PostFactory from '../../../src/database/factories/blog/PostFactory.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { Post } from '../../../src/models/blog/Post.js';
import { Tag } from '../../../src/models/blog/Tag.js';
import { as, guest } from '../../support/http.js';

const post = { title: 'Hello, World!', content: '# Hello\n\nFirst *words*.' };

describe('creating a post', () => {
  it('creates a draft with author, slug, excerpt and harmless HTML', async () => {
    const author = await UserFactory.create();

    const response = await as(author).post('/api/posts', {
      ...post,
      tagNames: ['TypeScript', ' typescript ', 'C  sharp'],
    });

    expect(response.status).toBe(201);
    expect(response.body.data).toMatchObject({
      title: 'Hello, World!',
      slug: 'hello-world',
      excerpt: 'Hello First words.',
      status: 'draft',
      publishedAt: null,
      content: post.content,
      html: '<h1>Hello</h1>\n<p>First <em>words</em>.</p>\n',
      commentsCount: 0,
      version: 1,
      author: { id: author.id, firstname: author.firstname },
      tags: [
        { name: 'C sharp', slug: 'c-sharp' },
        { name: 'TypeScript', slug: 'typescript' },
      ],
    });
    expect(JSON.stringify(response.body)).not.toContain(author.email);
    expect(response.headers.etag).toBe('"1"');
  });

  it('requires a login', async () => {
    expect((await guest.post('/api/posts', post)).status).toBe(401);
  });

  it.each([
    ['an empty body', {}, ['title', 'content']],
    ['a blank title', { ...post, title: ' ' }, ['title']],
    ['a long title', { ...post, title: 'x'.repeat(201) }, ['title']],
    ['a blank text', { ...post, content: ' \n' }, ['content']],
    ['a long text', { ...post, content: 'x'.repeat(100_001) }, ['content']],
    ['an unknown status', { ...post, status: 'gone' }, ['status']],
    ['tags that are not an array', { ...post, tagNames: 'TypeScript' }, ['tagNames']],
    ['too many tags', { ...post, tagNames: Array.from({ length: 21 }, (_, index) => `tag ${index}`) }, ['tagNames']],
    ['a tag without letters', { ...post, tagNames: ['!!!'] }, ['tagNames.0']],
    ['a long tag', { ...post, tagNames: ['x'.repeat(51)] }, ['tagNames.0']],
    ['a number as a tag', { ...post, tagNames: [7] }, ['tagNames.0']],
    ['an invalid date', { ...post, publishedAt: 'tomorrow' }, ['publishedAt']],
    ['a draft with a publication date', { ...post, publishedAt: '2030-01-01T00:00:00Z' }, ['publishedAt']],
  ] as const)('rejects %s', async (_name, body, fields) => {
    const response = await as(await UserFactory.create()).post('/api/posts', body);

    expect(response.status).toBe(422);
    expect(response.body.errors.map(({ field }: { field: string }) => field)).toEqual(fields);
  });

  it('takes the author from the session, not from the body', async () => {
    const [author, other] = [await UserFactory.create(), await UserFactory.create()];
    const forged = { userId: other.id, version: 9, commentsCount: 5, slug: 'mine', announcedAt: null, id: 1 };

    const response = await as(author).post('/api/posts', { ...post, ...forged });

    expect(response.body.data).toMatchObject({ author: { id: author.id }, version: 1, commentsCount: 0 });
    expect(response.body.data.slug).not.toBe('mine');
  });

  it('gives each post a unique slug, even to twenty concurrent posts with one title', async () => {
    const author = as(await UserFactory.create());

    const responses = await Promise.all(Array.from({ length: 20 }, () => author.post('/api/posts', post)));

    expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 201));
    expect(new Set(responses.map(({ body }) => body.data.slug)).size).toBe(20);
  });

  it.each(['日本語の題', '!!!', 'Ünïcödé & more'])('creates a slug for %s', async (title) => {
    const response = await as(await UserFactory.create()).post('/api/posts', { ...post, title });

    expect(response.body.data.slug).toMatch(/^[^\s]+$/);
    expect(response.body.data.slug).not.toBe('');
  });

  it('creates a new tag once for fifty concurrent posts', async () => {
    const author = as(await UserFactory.create());
    const tagNames = ['Brand new', 'brand NEW', 'Another one'];

    const responses = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        author.post('/api/posts', { title: `Post ${index}`, content: 'x', status: 'published', tagNames }),
      ),
    );

    expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 201));
    expect(await Tag.count({ where: { slug: 'brand-new' } })).toBe(1);
    const { body } = await guest.get('/api/tags?search=brand');
    expect(body.data.data).toMatchObject([{ slug: 'brand-new', postsCount: 50 }]);
  });
});

describe('changing a post', () => {
  it.each(['put', 'patch', 'delete'])('documents the If-Match header for %s', async (method) => {
    const { body } = await guest.get('/api/openapi.json');

    const { parameters } = body.paths['/api/posts/{id}'][method];
    expect(parameters).toContainEqual(expect.objectContaining({ name: 'If-Match', in: 'header' }));
  });

  it('changes the given fields and keeps the others', async () => {
    const author = as(await UserFactory.create());
    const { body } = await author.post('/api/posts', { ...post, tagNames: ['One', 'Two'] });

    const response = await author.patch(`/api/posts/${body.data.id}`, { title: 'Another title' });

    expect(response.status).toBe(200);
    expect(response.body.data).toMatchObject({
      title: 'Another title',
      slug: body.data.slug,
      content: post.content,
      version: 2,
      tags: [{ name: 'One' }, { name: 'Two' }],
    });
  });

  it('replaces all tags', async () => {
    const author = as(await UserFactory.create());
    const { body } = await author.post('/api/posts', { ...post, tagNames: ['One', 'Two'] });

    const some = await author.patch(`/api/posts/${body.data.id}`, { tagNames: ['Two', 'Three'] });
    const none = await author.put(`/api/posts/${body.data.id}`, post);

    expect(some.body.data.tags.map(({ name }: Tag) => name)).toEqual(['Three', 'Two']);
    expect(none.body.data.tags).toEqual([]);
  });

  it('keeps a custom excerpt and regenerates an automatic one', async () => {
    const author = as(await UserFactory.create());
    const derived = await author.post('/api/posts', post);
    const written = await author.post('/api/posts', { ...post, excerpt: 'My own' });

    const [first, second] = await Promise.all(
      [derived, written].map(({ body }) => author.patch(`/api/posts/${body.data.id}`, { content: 'New' })),
    );

    expect([first?.body.data.excerpt, second?.body.data.excerpt]).toEqual(['New', 'My own']);
  });

  it('requires all fields for a replacement', async () => {
    const author = await UserFactory.create();
    const { id } = await PostFactory.for(author).create();

    expect((await as(author).put(`/api/posts/${id}`, { title: 'Only' })).status).toBe(422);
  });

  it.each(['moderator', 'manager', 'admin'] as const)('is allowed to a %s', async (role) => {
    const { id } = await PostFactory.published().create();
    const client = as(await UserFactory.withRole(role).create());

    expect((await client.patch(`/api/posts/${id}`, { title: 'Moderated' })).status).toBe(200);
    expect((await client.put(`/api/posts/${id}`, post)).status).toBe(200);
    expect((await client.delete(`/api/posts/${id}`)).status).toBe(200);
    expect((await guest.get(`/api/posts/${id}`)).status).toBe(404);
  });

  it.each(['user', 'seller'] as const)('is denied to a %s who is not the author', async (role) => {
    const { id } = await PostFactory.published().create();
    const client = as(await UserFactory.withRole(role).create());

    const responses = [
      await client.patch(`/api/posts/${id}`, { title: 'Mine now' }),
      await client.put(`/api/posts/${id}`, post),
      await client.delete(`/api/posts/${id}`),
    ];

    expect(responses.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(await Post.findByPk(id)).toMatchObject({ version: 1 });
  });

  it('does not reveal a draft to strangers', async () => {
    const drafts = [
      await PostFactory.create(),
      await PostFactory.scheduled().create(),
      await PostFactory.archived().create(),
    ];
    const client = as(await UserFactory.create());

    for (const { id } of drafts) {
      const responses = [
        await guest.get(`/api/posts/${id}`),
        await client.get(`/api/posts/${id}`),
        await client.patch(`/api/posts/${id}`, { title: 'Mine now' }),
        await client.delete(`/api/posts/${id}`),
        await client.post(`/api/posts/${id}/comments`, { content: 'First' }),
        await guest.get(`/api/posts/${id}/comments`),
      ];
      expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 404));
    }
  });

  it('shows a draft to its author and to moderators', async () => {
    const author = await UserFactory.create();
    const { id } = await PostFactory.for(author).create();

    expect((await as(author).get(`/api/posts/${id}`)).status).toBe(200);
    expect((await as(await UserFactory.withRole('moderator').create()).get(`/api/posts/${id}`)).status).toBe(200);
  });
});

describe('a post with concurrent changes', () => {
  it('is changed by one of twenty clients that send the same version', async () => {
    const author = await UserFactory.create();
    const { id } = await PostFactory.for(author).published().create();
    const client = as(author);
    const { headers } = await guest.get(`/api/posts/${id}`);

    const responses = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        client.patch(
          `/api/posts/${id}`,
          { title: `Title ${index}`, tagNames: [`Tag of ${index}`] },
          { 'If-Match': headers.etag ?? '' },
        ),
      ),
    );

    expect(responses.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
    const winner = responses.find(({ status }) => status === 200)?.body.data;
    const { body } = await guest.get(`/api/posts/${id}`);
    expect(body.data).toMatchObject({ version: 2, title: winner.title, tags: winner.tags });
    expect(await Tag.count({ where: { slug: responses.map((_, index) => `tag-of-${index}`) } })).toBe(1);
  });

  it('is changed by all clients that send no version, one after the other', async () => {
    const author = await UserFactory.create();
    const { id } = await PostFactory.for(author).published().create();
    const client = as(author);

    const responses = await Promise.all(
      Array.from({ length: 10 }, (_, index) => client.patch(`/api/posts/${id}`, { tagNames: [`A${index}`, 'B'] })),
    );

    expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 200));
    expect(await Post.findByPk(id)).toMatchObject({ version: 11 });
    expect((await guest.get(`/api/posts/${id}`)).body.data.tags).toHaveLength(2);
  });

  it.each([
    ['"1"', 200],
    ['*', 200],
    ['W/"1.abc"', 200],
    ['"7", "1"', 200],
    ['"2"', 412],
    ['1', 412],
    ['nonsense', 412],
    ['"99999999999999999999"', 412],
  ])('compares its version with %s', async (tag, status) => {
    const author = await UserFactory.create();
    const { id } = await PostFactory.for(author).create();

    expect((await as(author).patch(`/api/posts/${id}`, { title: 'New' }, { 'If-Match': tag })).status).toBe(status);
  });

  it('is not deleted by a client with an outdated version', async () => {
    const author = await UserFactory.create();
    const { id } = await PostFactory.for(author).create();
    await as(author).patch(`/api/posts/${id}`, { title: 'New' });

    const refused = await as(author).delete(`/api/posts/${id}`, undefined, { 'If-Match': '"1"' });
    const done = await as(author).delete(`/api/posts/${id}`, undefined, { 'If-Match': '"2"' });

    expect([refused.status, done.status]).toEqual([412, 200]);
  });
});
