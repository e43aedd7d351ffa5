import { z } from 'zod';
import type { CountedTag } from '../../services/blog/tagCounts.js';
import { fields, Resource } from '../Resource.js';

class TagResource extends Resource<CountedTag> {
  public readonly schema = z
    .object({
      id: fields.id,
      name: z.string().meta({ example: 'TypeScript' }),
      slug: z.string().meta({ example: 'typescript' }),
      postsCount: z.int().nonnegative().meta({ description: 'The number of public posts' }),
      createdAt: fields.timestamp,
      updatedAt: fields.timestamp,
    })
    .meta({ id: 'Tag' });
}

export default new TagResource();
