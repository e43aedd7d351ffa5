import { literal, Op, type WhereOptions } from 'sequelize';
import { sequelize } from '../../database/sequelize.js';
import { can } from '../../models/users/permissions.js';
import type { PostStatus } from '../../models/blog/Post.js';
import type { User } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';

/** The posts that everybody may see; `listedAt` is when they were published, and what the indexes begin with. */
export function publicPosts(): WhereOptions {
  return { status: 'published', listedAt: { [Op.lte]: clock.now() } };
}

const tagId = sequelize.getQueryInterface().quoteIdentifiers('Tag.id');

/** The tags that everybody may see: of public posts, and of none at all. Those of drafts alone would tell of them. */
export function publicTags(): WhereOptions {
  const posts = `SELECT 1 FROM post_tags JOIN posts ON posts.id = post_tags.post_id WHERE post_tags.tag_id = ${tagId}`;
  const isVisible = `posts.status = 'published' AND posts.listed_at <= ${sequelize.escape(clock.now())}`;
  return literal(`(EXISTS (${posts} AND ${isVisible}) OR NOT EXISTS (${posts}))`);
}

function unpublished(status: PostStatus, caller: User): WhereOptions {
  return can(caller, 'content', 'moderate') ? { status } : { status, userId: caller.id };
}

/**
 * The posts of a list: public ones and the caller's own drafts and plans, or those of the status that was asked for, of
 * which moderators see everybody's.
 */
export function listableBy(caller: User | undefined, status: PostStatus | undefined): WhereOptions {
  if (!caller) return status === undefined || status === 'published' ? publicPosts() : { id: null };
  if (status === undefined) {
    return { [Op.or]: [publicPosts(), { userId: caller.id, status: { [Op.in]: ['draft', 'published'] } }] };
  }
  const others = unpublished(status, caller);
  return status === 'published' ? { [Op.or]: [publicPosts(), others] } : others;
}
