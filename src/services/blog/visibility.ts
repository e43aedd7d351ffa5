import { literal, Op, type WhereOptions } from 'sequelize';
import { sequelize } from '../../database/sequelize.js';
import { may } from '../../models/users/permissions.js';
import type { PostStatus } from '../../models/blog/Post.js';
import type { User } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';

/** The posts that everybody may see; `listedAt` is when they were published, and what the indexes begin with. */
export function isPublic(): WhereOptions {
  return { status: 'published', listedAt: { [Op.lte]: clock.now() } };
}

const tagId = sequelize.getQueryInterface().quoteIdentifiers('Tag.id');

/** The tags that everybody may see: of public posts, and of none at all. Those of drafts alone would tell of them. */
export function isPublicTag(): WhereOptions {
  const posts = `SELECT 1 FROM post_tags JOIN posts ON posts.id = post_tags.post_id WHERE post_tags.tag_id = ${tagId}`;
  const isVisible = `posts.status = 'published' AND posts.listed_at <= ${sequelize.escape(clock.now())}`;
  return literal(`(EXISTS (${posts} AND ${isVisible}) OR NOT EXISTS (${posts}))`);
}

function isNotPublic(status: PostStatus, caller: User): WhereOptions {
  return may(caller, 'content', 'moderate') ? { status } : { status, userId: caller.id };
}

/**
 * The posts of a list: public ones and the caller's own drafts and plans, or those of the status that was asked for, of
 * which moderators see everybody's.
 */
export function isListedFor(caller: User | undefined, status: PostStatus | undefined): WhereOptions {
  if (!caller) return status === undefined || status === 'published' ? isPublic() : { id: null };
  if (status === undefined) {
    return { [Op.or]: [isPublic(), { userId: caller.id, status: { [Op.in]: ['draft', 'published'] } }] };
  }
  const others = isNotPublic(status, caller);
  return status === 'published' ? { [Op.or]: [isPublic(), others] } : others;
}
