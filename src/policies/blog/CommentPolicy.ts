import type { Comment } from '../../models/blog/Comment.js';
import { isModerator } from '../../models/blog/moderation.js';
import type { User } from '../../models/User.js';

class CommentPolicy {
  /** With its post a comment disappears, for its author too. */
  public view(user: User, comment: Comment): boolean {
    return comment.post?.isVisible() === true || isModerator(user);
  }

  public update(user: User, comment: Comment): boolean {
    return comment.isBy(user) || isModerator(user);
  }

  public delete(user: User, comment: Comment): boolean {
    return this.update(user, comment);
  }
}

export default new CommentPolicy();
