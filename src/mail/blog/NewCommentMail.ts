import { appConfig } from '../../config/app.js';
import { Mailable, singleLine, type Recipient } from '../Mailable.js';

interface NewComment {
  postId: number;
  postTitle: string;
  author: string;
  excerpt: string;
}

/** Shows the author of a post what somebody said to it. */
export class NewCommentMail extends Mailable<NewComment & { path: string }> {
  protected readonly template = 'blog/new-comment';
  protected readonly subject: string;

  public constructor(recipient: Recipient, comment: NewComment) {
    super(recipient, { ...comment, path: `/api/posts/${comment.postId}/comments` });
    this.subject = `${appConfig.title}: a comment on ${singleLine(comment.postTitle)}`;
  }
}
