import { describe, expect, it } from '@jest/globals';
import CommentFactory from '../../../src/database/factories/blog/CommentFactory.js';
import PostFactory from '../../../src/database/factories/blog/PostFactory.js';
import TagFactory from '../../../src/database/factories/blog/TagFactory.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { Comment } from '../../../src/models/blog/Comment.js';
import { Post } from '../../../src/models/blog/Post.js';
import { Tag } from '../../../src/models/blog/Tag.js';
import CommentRequest from '../../../src/requests/blog/CommentRequest.js';
import PostRequest from '../../../src/requests/blog/PostRequest.js';
import TagRequest from '../../../src/requests/blog/TagRequest.js';
import { as } from '../../support/http.js';
import { expectEveryFieldStored } from '../../support/writes.js';

const POST = {
  title: 'The analytical engine',
  content: '# Hello',
  excerpt: 'In short',
  status: 'published',
  publishedAt: '2026-01-31T09:30:00.000Z',
  tagNames: ['Every field'],
};

async function findPost(id: number): Promise<object> {
  const post = await Post.findByPk(id, { include: ['tags'], rejectOnEmpty: true });
  const tags = (post.get('tags') as Tag[]).map(({ name }) => name);
  return { ...post.get(), tagNames: tags };
}

describe('every field of a request is stored', () => {
  it('in a new post', async () => {
    const client = as(await UserFactory.create());

    await expectEveryFieldStored({
      request: PostRequest.store,
      body: POST,
      send: (body) => client.post('/api/posts', body),
      read: ({ body }) => findPost(body.data.id),
    });
  });

  it.each([
    ['changed', 'patch', PostRequest.update],
    ['replaced', 'put', PostRequest.replace],
  ] as const)('in a post that is %s', async (_title, method, request) => {
    const post = await PostFactory.create();
    const author = await UserFactory.admin().create();

    await expectEveryFieldStored({
      request,
      body: POST,
      send: (body) => as(author)[method](`/api/posts/${post.id}`, body),
      read: () => findPost(post.id),
    });
  });

  it('in a new comment and in a changed one', async () => {
    const client = as(await UserFactory.admin().create());
    const post = await PostFactory.published().create();
    const parent = await CommentFactory.create({ postId: post.id });
    const read = (id: number) => Comment.findByPk(id, { rejectOnEmpty: true });

    await expectEveryFieldStored({
      request: CommentRequest.store,
      body: { content: 'Well said', parentId: parent.id },
      send: (body) => client.post(`/api/posts/${post.id}/comments`, body),
      read: ({ body }) => read(body.data.id),
    });
    await expectEveryFieldStored({
      request: CommentRequest.update,
      body: { content: 'Well said indeed' },
      send: (body) => client.patch(`/api/comments/${parent.id}`, body),
      read: () => read(parent.id),
    });
    expect(await Comment.count({ where: { parentId: parent.id } })).toBe(1);
  });

  it('in a new tag and in a renamed one', async () => {
    const client = as(await UserFactory.admin().create());
    const tag = await TagFactory.create();
    const read = (id: number) => Tag.findByPk(id, { rejectOnEmpty: true });

    await expectEveryFieldStored({
      request: TagRequest.store,
      body: { name: 'Brand new' },
      send: (body) => client.post('/api/tags', body),
      read: ({ body }) => read(body.data.id),
    });
    await expectEveryFieldStored({
      request: TagRequest.update,
      body: { name: 'Renamed' },
      send: (body) => client.patch(`/api/tags/${tag.id}`, body),
      read: () => read(tag.id),
    });
  });
});
