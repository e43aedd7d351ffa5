import { appConfig } from '../../config/app.js';
import { Notification } from '../Notification.js';
import type { MailContent } from '../NotificationClass.js';

export interface PublishedPost {
  postId: number;
  title: string;
  excerpt: string;
  author: string;
}

/** Notifies the followers of an author or a tag about a new post. */
export class PostPublished extends Notification<PublishedPost> {
  public static override readonly type = 'post.published';
  public static override readonly channels = ['inApp', 'mail'] as const;

  public readonly title = `${this.data.author} published “${this.data.title}”`;
  public readonly body = this.data.excerpt;

  public override mail(): MailContent {
    const subject = `${appConfig.title}: ${this.data.title}`;
    const data = { ...this.data, path: `/api/posts/${this.data.postId}` };
    return { subject, template: 'blog/new-post', data };
  }
}
