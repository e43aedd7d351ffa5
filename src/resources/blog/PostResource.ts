import { z } from 'zod';
import type { RenderedPost } from '../../services/blog/PostService.js';
import { Resource } from '../Resource.js';
import { computed, summary } from './PostSummaryResource.js';

class PostResource extends Resource<RenderedPost> {
  public readonly schema = z
    .object({
      ...summary,
      content: z.string().meta({ description: 'Markdown source', example: '# Hello' }),
      html: z.string().meta({ description: 'The content as sanitized HTML', example: '<h1>Hello</h1>' }),
    })
    .meta({ id: 'Post' });

  protected override readonly computed = computed;
}

export default new PostResource();
