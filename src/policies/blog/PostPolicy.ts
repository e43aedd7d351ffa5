import type { Post } from '../../models/blog/Post.js';
import { can } from '../../models/users/permissions.js';
import type { User } from '../../models/users/User.js';

class PostPolicy {
  public view(user: User, post: Post): boolean {
    return post.isVisible() || this.update(user, post);
  }

  public update(user: User, post: Post): boolean {
    return can(user, 'content', 'update', post.userId);
  }

  public delete(user: User, post: Post): boolean {
    return can(user, 'content', 'delete', post.userId);
  }
}

export default new PostPolicy();
