import { NewPostMail } from '../../mail/blog/NewPostMail.js';
import type { User } from '../../models/users/User.js';
import { Notification } from '../Notification.js';

export interface PublishedPost {
  postId: number;
  title: string;
  excerpt: string;
  author: string;
}

/** Tells those who follow its author or a tag that there is a new post. */
export class PostPublished extends Notification<PublishedPost> {
  public static override readonly type = 'post.published';
  public static override readonly channels = ['inApp', 'mail'] as const;

  public readonly title = `${this.data.author} published “${this.data.title}”`;
  public readonly body = this.data.excerpt;

  public override mail(user: User): NewPostMail {
    return new NewPostMail(user, this.data);
  }
}
