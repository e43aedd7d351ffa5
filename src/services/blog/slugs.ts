import { UniqueConstraintError } from 'sequelize';
import { Post } from '../../models/blog/Post.js';
import { randomToken } from '../../utils/random.js';
import { slugOf } from '../../utils/slugify.js';

const LONGEST = 100;
const ATTEMPTS = 3;

async function freeSlug(title: string, isFirst: boolean): Promise<string> {
  const slug = slugOf(title, LONGEST) || 'post';
  const isFree = isFirst && (await Post.count({ where: { slug } })) === 0;
  return isFree
    ? slug
    : `${slug}-${randomToken(5)
        .toLowerCase()
        .replace(/[^a-z\d]/g, 'x')}`;
}

function isAboutSlug(error: unknown): boolean {
  return error instanceof UniqueConstraintError && error.errors.some(({ path }) => path?.includes('slug'));
}

/**
 * Does the work with a slug of the title that no post has, and again with another where somebody was faster. The work
 * opens its transaction itself: one that has failed cannot go on.
 */
export async function withFreeSlug<T>(title: string, work: (slug: string) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work(await freeSlug(title, tries === 1));
    } catch (error) {
      if (tries === ATTEMPTS || !isAboutSlug(error)) throw error;
    }
  }
}
