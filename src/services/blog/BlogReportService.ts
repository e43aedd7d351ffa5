import { Op } from 'sequelize';
import { Comment } from '../../models/blog/Comment.js';
import { Post } from '../../models/blog/Post.js';
import type { Figure } from '../operations/ReportService.js';
import { isPublic } from './visibility.js';

class BlogReportService {
  /** What administrators want to know of the blog. */
  public async figures(since: Date): Promise<Figure[]> {
    const published = { [Op.and]: [isPublic(), { listedAt: { [Op.gte]: since } }] };
    const [posts, comments] = await Promise.all([
      Post.count({ where: published }),
      Comment.count({ where: { createdAt: { [Op.gte]: since } } }),
    ]);
    return [
      { label: 'New posts', value: posts },
      { label: 'New comments', value: comments },
    ];
  }
}

export default new BlogReportService();
