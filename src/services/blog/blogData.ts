import { Op } from 'sequelize';
import { AuthorFollow } from '../../models/blog/AuthorFollow.js';
import { Comment } from '../../models/blog/Comment.js';
import { Post } from '../../models/blog/Post.js';
import { TagFollow } from '../../models/blog/TagFollow.js';
import { clock } from '../../utils/clock.js';
import { ownedRecords } from '../privacy/ownedRecords.js';
import type { PersonalData } from '../privacy/PersonalData.js';
import { invalidatePublic } from './publicCache.js';

const ownedPosts = ownedRecords(Post, { name: 'posts', owner: 'userId' });

/** Published posts stay without an author; drafts and scheduled posts are deleted. */
const posts: PersonalData = {
  ...ownedPosts,
  erase: async (user, signal) => {
    const unpublished = { [Op.or]: [{ status: 'draft' }, { listedAt: { [Op.gt]: clock.now() } }] };
    await Post.destroy({ where: { userId: user.id, ...unpublished } });
    await ownedPosts.erase(user, signal);
    await invalidatePublic();
  },
};

/** Their followers are not part of an author's export: they are the followers' data. */
const followers: PersonalData = {
  name: 'followers',
  model: AuthorFollow,
  erase: async ({ id: authorId }) => {
    await AuthorFollow.destroy({ where: { authorId } });
  },
};

/** The personal data that the blog stores. */
export const blogData: readonly PersonalData[] = [
  posts,
  ownedRecords(Comment, { name: 'comments', owner: 'userId' }),
  ownedRecords(TagFollow, { name: 'followedTags', owner: 'userId' }),
  ownedRecords(AuthorFollow, { name: 'followedAuthors', owner: 'userId' }),
  followers,
];
