import { faker } from '@faker-js/faker/locale/en';
import { Post } from '../../../models/blog/Post.js';
import { clock } from '../../../utils/clock.js';
import { Factory, type Values } from '../Factory.js';
import UserFactory from '../users/UserFactory.js';

class PostFactory extends Factory<Post> {
  public readonly model = Post;

  protected definition(number: number): Values<Post> {
    const title = `${faker.company.catchPhrase()} ${number}`;
    return {
      userId: UserFactory,
      title,
      slug: `${faker.helpers.slugify(title).toLowerCase()}-${faker.string.alphanumeric(8).toLowerCase()}`,
      excerpt: faker.lorem.sentence(),
      content: faker.lorem.paragraphs(2),
      listedAt: clock.now(),
    };
  }

  public published(at = clock.in(-60)): this {
    return this.state({ status: 'published', publishedAt: at, listedAt: at, announcedAt: at });
  }

  /** Becomes visible in an hour. */
  public scheduled(): this {
    const at = clock.in(3_600);
    return this.state({ status: 'published', publishedAt: at, listedAt: at });
  }

  public archived(): this {
    const at = clock.in(-3_600);
    return this.state({ status: 'archived', publishedAt: at, listedAt: at, announcedAt: at });
  }
}

export default new PostFactory();
