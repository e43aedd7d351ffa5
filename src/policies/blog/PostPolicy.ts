import type { Post } from '../../models/blog/Post.js';
import { can } from '../../models/users/permissions.js';
import type { User } from '../../models/users/User.js';

class PostPolicy {
  public view(caller: User | undefined, post: Post): boolean {
    return post.isVisible() || (caller !== undefined && this.update(caller, post));
  }

  public create(user: User): boolean {
    return can(user, 'content', 'create');
  }

  public update(user: User, post: Post): boolean {
    return can(user, 'content', 'update', post.userId);
  }

  public delete(user: User, post: Post): boolean {
    return can(user, 'content', 'delete', post.userId);
  }
}

export default new PostPolicy();
