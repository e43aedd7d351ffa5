import { Op } from 'sequelize';
import { AuthorFollow } from '../../models/blog/AuthorFollow.js';
import { Comment } from '../../models/blog/Comment.js';
import { Post } from '../../models/blog/Post.js';
import type { DashboardSection } from '../operations/DashboardService.js';

/** The user's blog figures on the dashboard. */
export const blogDashboard: DashboardSection = {
  name: 'blog',
  build: async ({ id: userId }) => {
    const [published, drafts, comments, followers] = await Promise.all([
      Post.count({ where: { [Op.and]: [Post.visible(), { userId }] } }),
      Post.count({ where: { userId, status: 'draft' } }),
      Comment.count({ where: { userId } }),
      AuthorFollow.count({ where: { authorId: userId } }),
    ]);
    return { published, drafts, comments, followers };
  },
};
