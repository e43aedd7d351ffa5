import { literal, Op, type WhereOptions } from 'sequelize';
import { findInBatches } from '../../database/findInBatches.js';
import { Post } from '../../models/blog/Post.js';
import { User } from '../../models/users/User.js';
import { PostPublished } from '../../notifications/blog/PostPublished.js';
import { clock } from '../../utils/clock.js';
import { invalidatePublic } from './publicCache.js';
import { WITH_RELATIONS } from './relations.js';

const BATCH = 500;
const MAX_POSTS = 100;

/** Who follows the author or one of the tags: once, however many ways lead there, and never the author. */
function followsPost({ id, userId }: Post): WhereOptions {
  const [author, post] = [userId, id].map(Number);
  const ofAuthor = `SELECT user_id FROM author_follows WHERE author_id = ${author}`;
  const ofTags = `SELECT user_id FROM tag_follows WHERE tag_id IN (SELECT tag_id FROM post_tags WHERE post_id = ${post})`;
  return {
    status: 'approved',
    [Op.and]: [{ id: { [Op.ne]: userId } }, { id: { [Op.in]: literal(`(${ofAuthor} UNION ${ofTags})`) } }],
  };
}

class AnnouncementService {
  /** The posts that everybody may see and nobody was told of. */
  public async findDue(): Promise<number[]> {
    const where = { [Op.and]: [Post.visible(), { announcedAt: null }] };
    const posts = await Post.findAll({ attributes: ['id'], where, order: ['listedAt', 'id'], limit: MAX_POSTS });
    return posts.map(({ id }) => id);
  }

  /** Hands in a notification for each follower, batch by batch. Returns how many; a second time there are none. */
  public async announce(id: number, signal: AbortSignal): Promise<number> {
    const post = await Post.findByPk(id, WITH_RELATIONS);
    if (!post?.isVisible() || post.announcedAt) return 0;
    // The post of somebody who has left is nobody's to announce.
    const notified = post.author ? await this.notifyFollowers(post, post.author, signal) : 0;
    // Last: what breaks off before it is done again, and its key keeps it from telling anybody twice.
    await Post.update({ announcedAt: clock.now() }, { where: { id, announcedAt: null }, silent: true });
    // A planned post comes into the lists by the time alone.
    await invalidatePublic();
    return notified;
  }

  private async notifyFollowers(post: Post, author: User, signal: AbortSignal): Promise<number> {
    const { id: postId, title, excerpt } = post;
    const data = { postId, title, excerpt, author: author.firstname };
    let notified = 0;
    for await (const users of findInBatches(User, {
      where: followsPost(post),
      attributes: ['id'],
      size: BATCH,
      signal,
    })) {
      const ids = users.map(({ id }) => id);
      await PostPublished.send(ids, data, { key: `post ${postId}` });
      notified += ids.length;
    }
    return notified;
  }
}

export default new AnnouncementService();
