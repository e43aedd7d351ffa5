import { NewCommentMail } from '../../mail/blog/NewCommentMail.js';
import type { User } from '../../models/users/User.js';
import { Notification } from '../Notification.js';

export interface PostedComment {
  postId: number;
  postTitle: string;
  commentId: number;
  author: string;
  excerpt: string;
}

/** Tells the author of a post that somebody commented on it. */
export class CommentPosted extends Notification<PostedComment> {
  public static override readonly type = 'comment.posted';
  public static override readonly channels = ['inApp', 'mail'] as const;

  public readonly title = `${this.data.author} commented on “${this.data.postTitle}”`;
  public readonly body = this.data.excerpt;

  public override mail(user: User): NewCommentMail {
    return new NewCommentMail(user, this.data);
  }
}
