import { Op } from 'sequelize';
import { AuthorFollow } from '../../models/blog/AuthorFollow.js';
import { Comment } from '../../models/blog/Comment.js';
import { Post } from '../../models/blog/Post.js';
import { TagFollow } from '../../models/blog/TagFollow.js';
import { clock } from '../../utils/clock.js';
import { type PersonalData, exportRows } from '../privacy/PersonalData.js';
import { invalidatePublic } from './publicCache.js';

/** What was published stays, and shows no author any more; what nobody else has seen goes. */
const posts: PersonalData = {
  name: 'posts',
  export: ({ id: userId }, signal) =>
    exportRows(Post, {
      where: { userId },
      attributes: ['id', 'title', 'slug', 'excerpt', 'content', 'status', 'publishedAt', 'createdAt', 'updatedAt'],
      signal,
    }),
  erase: async ({ id: userId }) => {
    await Post.destroy({ where: { userId, [Op.or]: [{ status: 'draft' }, { listedAt: { [Op.gt]: clock.now() } }] } });
    await invalidatePublic();
  },
};

const comments: PersonalData = {
  name: 'comments',
  export: ({ id: userId }, signal) =>
    exportRows(Comment, {
      where: { userId },
      attributes: ['id', 'postId', 'parentId', 'content', 'createdAt'],
      signal,
    }),
  erase: () => Promise.resolve(),
};

const followedTags: PersonalData = {
  name: 'followedTags',
  export: ({ id: userId }, signal) => exportRows(TagFollow, { where: { userId }, attributes: ['id', 'tagId'], signal }),
  erase: async ({ id: userId }) => {
    await TagFollow.destroy({ where: { userId } });
  },
};

const followedAuthors: PersonalData = {
  name: 'followedAuthors',
  export: ({ id: userId }, signal) =>
    exportRows(AuthorFollow, { where: { userId }, attributes: ['id', 'authorId'], signal }),
  erase: async ({ id }) => {
    await AuthorFollow.destroy({ where: { userId: id } });
    await AuthorFollow.destroy({ where: { authorId: id } });
  },
};

/** What the blog keeps of users. */
export const blogData: readonly PersonalData[] = [posts, comments, followedTags, followedAuthors];
