import { Tag } from '../../../models/blog/Tag.js';
import { Factory, type Values } from '../Factory.js';

class TagFactory extends Factory<Tag> {
  public readonly model = Tag;

  protected definition(number: number): Values<Tag> {
    return { name: `Tag ${number}`, slug: `tag-${number}` };
  }
}

export default new TagFactory();
