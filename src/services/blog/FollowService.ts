import { NotFound } from '../../exceptions/NotFound.js';
import { Conflict } from '../../exceptions/errors.js';
import { AuthorFollow } from '../../models/blog/AuthorFollow.js';
import { TagFollow } from '../../models/blog/TagFollow.js';
import { User } from '../../models/users/User.js';
import TagService from './TagService.js';

/** Whom and what users follow. To do it again, or to end what never was, changes nothing. */
class FollowService {
  /** @throws NotFound */
  public async followTag(user: User, id: number): Promise<void> {
    const { id: tagId } = await TagService.find(id);
    await TagFollow.bulkCreate([{ userId: user.id, tagId }], { ignoreDuplicates: true });
  }

  public async unfollowTag(user: User, tagId: number): Promise<void> {
    await TagFollow.destroy({ where: { userId: user.id, tagId } });
  }

  /** @throws NotFound, or Conflict for oneself */
  public async followAuthor(user: User, authorId: number): Promise<void> {
    if (user.id === authorId) throw new Conflict('Nobody follows themselves');
    const isThere = await User.count({ where: { id: authorId, status: 'approved' } });
    if (isThere === 0) throw new NotFound('User');
    await AuthorFollow.bulkCreate([{ userId: user.id, authorId }], { ignoreDuplicates: true });
  }

  public async unfollowAuthor(user: User, authorId: number): Promise<void> {
    await AuthorFollow.destroy({ where: { userId: user.id, authorId } });
  }
}

export default new FollowService();
