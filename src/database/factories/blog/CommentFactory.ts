import { faker } from '@faker-js/faker/locale/en';
import { Comment } from '../../../models/blog/Comment.js';
import { Factory, type Values } from '../Factory.js';
import UserFactory from '../users/UserFactory.js';
import PostFactory from './PostFactory.js';

/** Comments that are not included in `commentsCount`, which the service maintains. */
class CommentFactory extends Factory<Comment> {
  public readonly model = Comment;

  protected definition(): Values<Comment> {
    return { postId: PostFactory.published(), userId: UserFactory, content: faker.lorem.sentence() };
  }

  public replyingTo({ id, postId }: Comment): this {
    return this.state({ postId, parentId: id });
  }
}

export default new CommentFactory();
