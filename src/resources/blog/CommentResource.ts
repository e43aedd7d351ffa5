import { z } from 'zod';
import type { Row } from '../../lists/types.js';
import type { Comment } from '../../models/blog/Comment.js';
import { fields, Resource } from '../Resource.js';
import AuthorResource from './AuthorResource.js';

class CommentResource extends Resource<Row<Comment>> {
  public readonly schema = z
    .object({
      id: fields.id,
      postId: fields.id,
      parentId: fields.id.nullable().meta({ description: 'The comment to which this one replies', example: null }),
      content: z.string().meta({ description: 'Plain text', example: 'Well said' }),
      author: AuthorResource.schema.nullable().meta({ description: 'Null if the author was deleted' }),
      createdAt: fields.timestamp,
      updatedAt: fields.timestamp,
    })
    .meta({ id: 'Comment' });

  protected override readonly computed = {
    author: ({ author }: Row<Comment>) => author && AuthorResource.one(author),
  };
}

export default new CommentResource();
