import { isModerator } from '../../models/blog/moderation.js';
import type { Post } from '../../models/blog/Post.js';
import type { User } from '../../models/User.js';

class PostPolicy {
  public view(user: User, post: Post): boolean {
    return post.isVisible() || this.update(user, post);
  }

  public update(user: User, post: Post): boolean {
    return post.isBy(user) || isModerator(user);
  }

  public delete(user: User, post: Post): boolean {
    return this.update(user, post);
  }
}

export default new PostPolicy();
