import { describe, expect, it } from '@jest/globals';
import CommentFactory from '../../../src/database/factories/blog/CommentFactory.js';
import PostFactory from '../../../src/database/factories/blog/PostFactory.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { AuthorFollow } from '../../../src/models/blog/AuthorFollow.js';
import { Comment } from '../../../src/models/blog/Comment.js';
import { Post } from '../../../src/models/blog/Post.js';
import type { User } from '../../../src/models/users/User.js';
import { blogData } from '../../../src/services/blog/blogData.js';
import { as } from '../../support/http.js';

async function exportData(user: User): Promise<Record<string, object[]>> {
  const { signal } = new AbortController();
  const parts: Record<string, object[]> = {};
  for (const { name, export: read } of blogData) {
    if (!read) continue;
    parts[name] = [];
    for await (const record of read(user, signal)) parts[name].push(record);
  }
  return parts;
}

async function createWriter(): Promise<User> {
  const [user, other] = [await UserFactory.create(), await UserFactory.create()];
  await PostFactory.for(user).published().create({ title: 'Public' });
  await PostFactory.for(user).create({ title: 'Draft' });
  await CommentFactory.for(user, 'author').create({ content: 'Words' });
  await AuthorFollow.create({ userId: other.id, authorId: user.id });
  await PostFactory.for(other).create({ title: 'Not mine' });
  return user;
}

describe('the blog data of an account', () => {
  it('appears on its dashboard', async () => {
    const { body } = await as(await createWriter()).get('/api/dashboard');

    expect(JSON.stringify(body.data)).toContain('"blog":{"published":1,"drafts":1,"comments":1,"followers":1}');
  });

  it('is exported completely, without data of other users', async () => {
    const parts = await exportData(await createWriter());

    expect(parts.posts).toMatchObject([{ title: 'Public' }, { title: 'Draft' }]);
    expect(parts.comments).toMatchObject([{ content: 'Words' }]);
    expect(parts.followedAuthors).toEqual([]);
  });

  it('loses drafts and follows when the account is erased, and erasing is idempotent', async () => {
    const user = await createWriter();
    const { signal } = new AbortController();

    for (const { erase } of [...blogData, ...blogData]) await erase(user, signal);

    expect(await Post.findAll({ where: { userId: user.id } })).toMatchObject([{ title: 'Public' }]);
    expect(await Comment.count({ where: { userId: user.id } })).toBe(1);
    expect(await AuthorFollow.count({ where: { authorId: user.id } })).toBe(0);
  });
});
