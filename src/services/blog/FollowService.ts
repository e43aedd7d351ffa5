import { Conflict } from '../../exceptions/errors.js';
import { NotFound } from '../../exceptions/NotFound.js';
import { AuthorFollow } from '../../models/blog/AuthorFollow.js';
import { TagFollow } from '../../models/blog/TagFollow.js';
import { User } from '../../models/users/User.js';
import TagService from './TagService.js';

/** Lets users follow authors and tags. Idempotent: repeating a call changes nothing. */
class FollowService {
  /** Follows a tag. @throws NotFound */
  public async followTag(user: User, id: number): Promise<void> {
    const { id: tagId } = await TagService.find(id);
    await TagFollow.bulkCreate([{ userId: user.id, tagId }], { ignoreDuplicates: true });
  }

  public async unfollowTag(user: User, tagId: number): Promise<void> {
    await TagFollow.destroy({ where: { userId: user.id, tagId } });
  }

  /** Follows an author. @throws NotFound, or Conflict for the user's own account */
  public async followAuthor(user: User, authorId: number): Promise<void> {
    if (user.id === authorId) throw new Conflict('You cannot follow yourself');
    const authorCount = await User.count({ where: { id: authorId, status: 'approved' } });
    if (authorCount === 0) throw new NotFound('User');
    await AuthorFollow.bulkCreate([{ userId: user.id, authorId }], { ignoreDuplicates: true });
  }

  public async unfollowAuthor(user: User, authorId: number): Promise<void> {
    await AuthorFollow.destroy({ where: { userId: user.id, authorId } });
  }
}

export default new FollowService();
