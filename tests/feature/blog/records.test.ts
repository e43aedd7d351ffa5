import { describe, expect, it } from '@jest/globals';
import CommentFactory from '../../../src/database/factories/blog/CommentFactory.js';
import PostFactory from '../../../src/database/factories/blog/PostFactory.js';
import TagFactory from '../../../src/database/factories/blog/TagFactory.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { seedDatabase } from '../../../src/database/seeders/DatabaseSeeder.js';
import { Comment } from '../../../src/models/blog/Comment.js';
import { Post } from '../../../src/models/blog/Post.js';
import { PostTag } from '../../../src/models/blog/PostTag.js';
import { Tag } from '../../../src/models/blog/Tag.js';
import { User } from '../../../src/models/users/User.js';
import { guest } from '../../support/http.js';

describe('the blog factories', () => {
  it('create posts with tags, comments and authors', async () => {
    const author = await UserFactory.create();

    const post = await PostFactory.for(author).published().has(TagFactory, 2).has(CommentFactory, 3).create();

    expect(post.isVisible()).toBe(true);
    expect(post.userId).toBe(author.id);
    expect(await PostTag.count({ where: { postId: post.id } })).toBe(2);
    expect(await Comment.count({ where: { postId: post.id } })).toBe(3);
  });

  it('create replies to comments', async () => {
    const comment = await CommentFactory.create();

    const answer = await CommentFactory.replyingTo(comment).create();

    expect(answer).toMatchObject({ parentId: comment.id, postId: comment.postId });
  });

  it('create the records that belong to a post', async () => {
    const comment = await CommentFactory.create();
    await CommentFactory.replyingTo(comment).create();

    await Post.destroy({ where: { id: comment.postId } });

    expect(await Comment.count({ where: { postId: comment.postId } })).toBe(0);
  });

  it('reject a duplicate pair', async () => {
    const [post, tag] = [await PostFactory.create(), await TagFactory.create()];
    await PostTag.create({ postId: post.id, tagId: tag.id });

    await expect(PostTag.create({ postId: post.id, tagId: tag.id })).rejects.toThrow();
  });
});

describe('the blog seeder', () => {
  it('creates a small blog with correct counts, and runs once', async () => {
    await Post.destroy({ where: {} });
    await Tag.destroy({ where: {} });
    await User.destroy({ where: {}, force: true });

    const first = await seedDatabase();
    const second = await seedDatabase();

    expect(first).toHaveLength(2);
    expect(second).toEqual([]);
    const { body } = await guest.get('/api/posts?sort=-commentsCount');
    expect(body.data.meta.total).toBeGreaterThan(3);
    for (const { id, commentsCount, tags, author } of body.data.data) {
      expect(await Comment.count({ where: { postId: id } })).toBe(commentsCount);
      expect(tags.length).toBeGreaterThan(0);
      expect(author).not.toBeNull();
    }
  });
});
