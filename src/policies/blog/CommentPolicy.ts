import type { Comment } from '../../models/blog/Comment.js';
import { can } from '../../models/users/permissions.js';
import type { User } from '../../models/users/User.js';

class CommentPolicy {
  /** Hidden together with its post, even from its author. */
  public view(user: User, comment: Comment): boolean {
    return comment.post?.isVisible() === true || can(user, 'content', 'moderate');
  }

  public create(user: User): boolean {
    return can(user, 'content', 'create');
  }

  public update(user: User, comment: Comment): boolean {
    return can(user, 'content', 'update', comment.userId);
  }

  public delete(user: User, comment: Comment): boolean {
    return can(user, 'content', 'delete', comment.userId);
  }
}

export default new CommentPolicy();
