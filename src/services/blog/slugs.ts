import { UniqueConstraintError } from 'sequelize';
import { Post } from '../../models/blog/Post.js';
import { randomToken } from '../../utils/random.js';
import { slugifyText } from '../../utils/slugify.js';

const MAX_LENGTH = 100;
const MAX_ATTEMPTS = 3;

async function uniqueSlug(title: string, isFirst: boolean): Promise<string> {
  const slug = slugifyText(title, MAX_LENGTH) || 'post';
  const isFree = isFirst && (await Post.count({ where: { slug } })) === 0;
  return isFree
    ? slug
    : `${slug}-${randomToken(5)
        .toLowerCase()
        .replace(/[^a-z\d]/g, 'x')}`;
}

function isSlugConflict(error: unknown): boolean {
  return error instanceof UniqueConstraintError && error.errors.some(({ path }) => path?.includes('slug'));
}

/**
 * Runs the work with a unique slug of the title, and retries with another slug if a concurrent request took it. The
 * work must open its own transaction, because a failed one cannot continue.
 */
export async function withUniqueSlug<T>(title: string, work: (slug: string) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work(await uniqueSlug(title, tries === 1));
    } catch (error) {
      if (tries === MAX_ATTEMPTS || !isSlugConflict(error)) throw error;
    }
  }
}
