import { z } from 'zod';
import type { Row } from '../../lists/types.js';
import { type Post, POST_STATUSES } from '../../models/blog/Post.js';
import { fields, Resource } from '../Resource.js';
import AuthorResource from './AuthorResource.js';

type Summary = Omit<Row<Post>, 'content'>;

const PostTag = z
  .object({ id: fields.id, name: z.string().meta({ example: 'TypeScript' }), slug: z.string() })
  .meta({ id: 'PostTag' });

/** The fields that a post and its summary share. */
export const summary = {
  id: fields.id,
  title: z.string().meta({ example: 'The analytical engine' }),
  slug: z.string().meta({ example: 'the-analytical-engine' }),
  excerpt: z.string(),
  status: z.enum(POST_STATUSES),
  publishedAt: fields.timestamp.nullable(),
  commentsCount: z.int().nonnegative(),
  version: z.int().positive().meta({ description: 'Incremented by every change', example: 1 }),
  createdAt: fields.timestamp,
  updatedAt: fields.timestamp,
  author: AuthorResource.schema.nullable().meta({ description: 'Null if the author was deleted' }),
  tags: z.array(PostTag),
};

export const computed = {
  author: ({ author }: Summary) => author && AuthorResource.one(author),
  tags: ({ tagLinks = [] }: Summary) =>
    tagLinks.flatMap(({ tag }) => (tag ? [{ id: tag.id, name: tag.name, slug: tag.slug }] : [])),
};

/** A post in a list, without its content. */
class PostSummaryResource extends Resource<Summary> {
  public readonly schema = z.object(summary).meta({ id: 'PostSummary' });

  protected override readonly computed = computed;
}

export default new PostSummaryResource();
