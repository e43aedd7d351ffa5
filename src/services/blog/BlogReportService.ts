import { Op } from 'sequelize';
import { Comment } from '../../models/blog/Comment.js';
import { Post } from '../../models/blog/Post.js';
import type { ReportMetric } from '../operations/ReportService.js';

class BlogReportService {
  /** Counts new posts and comments for the reports to administrators. */
  public async metrics(since: Date): Promise<ReportMetric[]> {
    const published = { [Op.and]: [Post.visible(), { listedAt: { [Op.gte]: since } }] };
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
