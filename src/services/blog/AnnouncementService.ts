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

/** Matches the followers of the author or a tag, each once (UNION), without the author. */
function followsPost({ id, userId }: Post): WhereOptions {
  const [author, post] = [userId, id].map(Number);
  const authorFollowers = `SELECT user_id FROM author_follows WHERE author_id = ${author}`;
  const tags = `SELECT tag_id FROM post_tags WHERE post_id = ${post}`;
  const tagFollowers = `SELECT user_id FROM tag_follows WHERE tag_id IN (${tags})`;
  return {
    status: 'approved',
    [Op.and]: [{ id: { [Op.ne]: userId } }, { id: { [Op.in]: literal(`(${authorFollowers} UNION ${tagFollowers})`) } }],
  };
}

/** Notifies followers of new posts. */
class AnnouncementService {
  /** Finds the ids of visible posts that were not announced yet. */
  public async findDue(): Promise<number[]> {
    const where = { [Op.and]: [Post.visible(), { announcedAt: null }] };
    const posts = await Post.findAll({ attributes: ['id'], where, order: ['listedAt', 'id'], limit: MAX_POSTS });
    return posts.map(({ id }) => id);
  }

  /** Enqueues one notification per follower, in batches, and returns their number. Idempotent. */
  public async announce(id: number, signal: AbortSignal): Promise<number> {
    const post = await Post.findByPk(id, WITH_RELATIONS);
    if (!post?.isVisible() || post.announcedAt) return 0;
    // Posts of deleted authors are not announced.
    const notified = post.author ? await this.notifyFollowers(post, post.author, signal) : 0;
    // Last, so that a retry continues an interrupted announcement. The key prevents duplicate notifications.
    await Post.update({ announcedAt: clock.now() }, { where: { id, announcedAt: null }, silent: true });
    // A scheduled post appears in the lists without being changed.
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
