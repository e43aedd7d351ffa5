import { appConfig } from '../../config/app.js';
import { Notification } from '../Notification.js';
import type { MailContent } from '../NotificationClass.js';

export interface PostedComment {
  postId: number;
  postTitle: string;
  commentId: number;
  author: string;
  excerpt: string;
}

/** Notifies the author of a post about a new comment. */
export class CommentPosted extends Notification<PostedComment> {
  public static override readonly type = 'comment.posted';
  public static override readonly channels = ['inApp', 'mail'] as const;

  public readonly title = `${this.data.author} commented on “${this.data.postTitle}”`;
  public readonly body = this.data.excerpt;

  public override mail(): MailContent {
    const subject = `${appConfig.title}: new comment on “${this.data.postTitle}”`;
    const data = { ...this.data, path: `/api/posts/${this.data.postId}/comments` };
    return { subject, template: 'blog/new-comment', data };
  }
}
