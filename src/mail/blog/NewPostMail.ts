import { appConfig } from '../../config/app.js';
import { Mailable, singleLine, type Recipient } from '../Mailable.js';

interface NewPost {
  postId: number;
  title: string;
  excerpt: string;
  author: string;
}

/** Shows a follower the beginning of a new post. */
export class NewPostMail extends Mailable<NewPost & { path: string }> {
  protected readonly template = 'blog/new-post';
  protected readonly subject: string;

  public constructor(recipient: Recipient, post: NewPost) {
    super(recipient, { ...post, path: `/api/posts/${post.postId}` });
    this.subject = `${appConfig.title}: ${singleLine(post.title)}`;
  }
}
