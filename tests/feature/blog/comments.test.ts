import { describe, expect, it } from '@jest/globals';
import CommentFactory from '../../../src/database/factories/blog/CommentFactory.js';
import PostFactory from '../../../src/database/factories/blog/PostFactory.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { Comment } from '../../../src/models/blog/Comment.js';
import { Post } from '../../../src/models/blog/Post.js';
import { UserNotification } from '../../../src/models/notifications/UserNotification.js';
import { as, guest } from '../../support/http.js';

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

async function fetchCount(id: number): Promise<unknown> {
  const { body } = await guest.get(`/api/posts/${id}`);
  return body.data.commentsCount;
}

describe('commenting', () => {
  it('counts fifty concurrent comments exactly', async () => {
    const { id } = await PostFactory.published().create();
    const clients = (await UserFactory.createMany(5)).map(as);
    const [first = guest] = clients;

    const responses = await Promise.all(
      times(50, (index) => (clients[index % 5] ?? first).post(`/api/posts/${id}/comments`, { content: 'Yes' })),
    );

    expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 201));
    expect(await fetchCount(id)).toBe(50);
    const list = await guest.get(`/api/posts/${id}/comments?limit=20`);
    expect(list.body.data.meta.total).toBe(50);
    expect(list.body.data.data).toHaveLength(20);
    expect(list.text).not.toContain('@example.com');
  });

  it('counts exactly while comments are removed concurrently', async () => {
    const moderator = as(await UserFactory.withRole('moderator').create());
    const { id } = await PostFactory.published().create();
    const made = await Promise.all(times(10, () => moderator.post(`/api/posts/${id}/comments`, { content: 'One' })));

    await Promise.all([
      ...made.flatMap(({ body }) => times(2, () => moderator.delete(`/api/comments/${body.data.id}`))),
      ...times(10, () => moderator.post(`/api/posts/${id}/comments`, { content: 'Two' })),
    ]);

    expect(await fetchCount(id)).toBe(10);
    expect(await Comment.count({ where: { postId: id } })).toBe(10);
  });

  it('does not change the version of the post', async () => {
    const author = await UserFactory.create();
    const { id } = await PostFactory.for(author).published().create();
    const { headers } = await guest.get(`/api/posts/${id}`);

    await as(author).post(`/api/posts/${id}/comments`, { content: 'Yes' });

    const changed = await as(author).patch(`/api/posts/${id}`, { title: 'New' }, { 'If-Match': headers.etag ?? '' });
    expect(changed.status).toBe(200);
  });

  it('requires a login and a text', async () => {
    const { id } = await PostFactory.published().create();
    const client = as(await UserFactory.create());

    expect((await guest.post(`/api/posts/${id}/comments`, { content: 'Yes' })).status).toBe(401);
    for (const content of ['', ' ', 7, 'x'.repeat(5_001), undefined]) {
      expect((await client.post(`/api/posts/${id}/comments`, { content })).status).toBe(422);
    }
    expect((await client.post('/api/posts/999999/comments', { content: 'Yes' })).status).toBe(404);
    expect((await guest.get('/api/posts/999999/comments')).status).toBe(404);
  });

  it('accepts replies to comments, but not to replies, removed comments or comments on other posts', async () => {
    const { id } = await PostFactory.published().create();
    const client = as(await UserFactory.create());
    const path = `/api/posts/${id}/comments`;
    const elsewhere = await CommentFactory.create();
    const { body: first } = await client.post(path, { content: 'First' });

    const answer = await client.post(path, { content: 'Answer', parentId: first.data.id });

    expect(answer.body.data).toMatchObject({ parentId: first.data.id, postId: id });
    for (const parentId of [answer.body.data.id, elsewhere.id, 999_999, 0, 'x']) {
      expect((await client.post(path, { content: 'No', parentId })).status).toBe(422);
    }
    expect(await fetchCount(id)).toBe(2);
    const answers = await guest.get(`${path}?parentId=${first.data.id}`);
    expect(answers.body.data.data).toMatchObject([{ content: 'Answer' }]);
  });

  it('removes the replies of a comment with it and corrects the count', async () => {
    const author = await UserFactory.create();
    const { id } = await PostFactory.published().create();
    const path = `/api/posts/${id}/comments`;
    const { body: first } = await as(author).post(path, { content: 'First' });
    await as(author).post(path, { content: 'Answer', parentId: first.data.id });
    await as(author).post(path, { content: 'Second' });

    const responses = await Promise.all(times(3, () => as(author).delete(`/api/comments/${first.data.id}`)));

    expect(responses.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
    expect(await fetchCount(id)).toBe(1);
  });

  it('can be undone or edited by the author and moderators only', async () => {
    const author = await UserFactory.create();
    const comment = await CommentFactory.for(author, 'author').create();
    await Post.update({ commentsCount: 1 }, { where: { id: comment.postId } });
    const path = `/api/comments/${comment.id}`;
    const [stranger, seller] = [as(await UserFactory.create()), as(await UserFactory.withRole('seller').create())];

    for (const client of [stranger, seller]) {
      expect((await client.patch(path, { content: 'Mine' })).status).toBe(403);
      expect((await client.delete(path)).status).toBe(403);
    }
    expect((await guest.delete(path)).status).toBe(401);
    expect((await as(author).patch(path, { content: 'Changed' })).body.data.content).toBe('Changed');
    expect((await as(await UserFactory.manager().create()).patch(path, { content: 'Moderated' })).status).toBe(200);
    expect((await as(await UserFactory.admin().create()).delete(path)).status).toBe(200);
    expect(await Comment.findByPk(comment.id)).toBeNull();
  });

  it('becomes inaccessible with its post, even to its author', async () => {
    const author = await UserFactory.create();
    const comment = await CommentFactory.for(author, 'author').create();
    await Post.update({ status: 'archived' }, { where: { id: comment.postId } });

    expect((await as(author).patch(`/api/comments/${comment.id}`, { content: 'Still' })).status).toBe(404);
    expect((await as(author).delete(`/api/comments/${comment.id}`)).status).toBe(404);
  });

  it('notifies the author of the post, except of their own comments', async () => {
    const [author, reader] = [await UserFactory.create(), await UserFactory.create({ firstname: 'Grace' })];
    const { id } = await PostFactory.for(author).published().create({ title: 'My post' });

    await as(reader).post(`/api/posts/${id}/comments`, { content: 'Well said' });
    await as(author).post(`/api/posts/${id}/comments`, { content: 'Thanks' });

    expect(await UserNotification.count({ where: { type: 'comment.posted', userId: [author.id, reader.id] } })).toBe(1);
    const { body } = await as(author).get('/api/notifications');
    expect(body.data.data).toMatchObject([
      { type: 'comment.posted', title: 'Grace commented on “My post”', body: 'Well said' },
    ]);
  });
});
