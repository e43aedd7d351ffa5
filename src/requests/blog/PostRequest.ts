import { z } from 'zod';
import { request } from '../../http/RequestSchema.js';
import { listRequest } from '../../lists/listRequest.js';
import { POST_STATUSES } from '../../models/blog/Post.js';
import { MAX_TAG_SLUG_LENGTH } from '../../models/blog/Tag.js';
import { isStorableDate } from '../../utils/databaseLimits.js';
import { slugifyText } from '../../utils/slugify.js';
import { fields } from '../fields.js';
import { blogFields } from './blogFields.js';

const MAX_CONTENT_LENGTH = 100_000;
const MAX_TAGS = 20;

const params = z.object({ id: fields.id });

const publishedAt = z.iso
  .datetime({ offset: true, error: 'Must be an ISO 8601 date and time' })
  .transform((text) => new Date(text))
  .refine(isStorableDate, 'Is out of range')
  .meta({ override: { type: 'string', format: 'date-time' }, description: 'A date in the future schedules the post' });

/** Not trimmed: leading spaces have a meaning in Markdown. */
const content = z
  .string()
  .max(MAX_CONTENT_LENGTH)
  .refine((text) => text.trim() !== '', 'Must not be empty')
  .meta({ description: 'Markdown', example: '# Hello' });

const post = {
  title: z.string().trim().min(1, 'Must not be empty').max(200).meta({ example: 'The analytical engine' }),
  content,
  excerpt: z.string().trim().min(1, 'Must not be empty').max(300).optional(),
  status: z.enum(POST_STATUSES).optional(),
  publishedAt: publishedAt.optional(),
  tagNames: z.array(blogFields.tagName).max(MAX_TAGS, `Must name at most ${MAX_TAGS} tags`).optional(),
};

const tagSlug = z
  .string()
  .max(100)
  .transform((tag) => slugifyText(tag, MAX_TAG_SLUG_LENGTH));

const PostRequest = {
  index: listRequest({
    sort: ['relevance', 'publishedAt', 'createdAt', 'title', 'commentsCount'],
    defaultSort: '-relevance',
    search: ['title'],
    parameters: {
      userId: fields.id,
      tag: tagSlug.meta({ override: { type: 'string' }, description: 'The slug of a tag' }),
      status: z.enum(POST_STATUSES),
    },
    dates: 'listedAt',
  }),

  show: request({ params }),

  store: request({ body: z.object(post) }),

  replace: request({ params, body: z.object(post) }),

  update: request({ params, body: z.object(post).partial() }),
};

export default PostRequest;
