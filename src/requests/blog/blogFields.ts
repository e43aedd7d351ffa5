import { z } from 'zod';
import { LONGEST_TAG_SLUG } from '../../models/blog/Tag.js';
import { slugOf } from '../../utils/slugify.js';

const hasSlug = (name: string) => slugOf(name, LONGEST_TAG_SLUG) !== '';

export const blogFields = {
  tagName: z
    .string()
    .normalize('NFC')
    .transform((name) => name.replace(/\s+/gu, ' ').trim())
    .pipe(z.string().min(1, 'Must not be empty').max(50).refine(hasSlug, 'Must contain a letter or a digit'))
    .meta({ override: { type: 'string', maxLength: 50 }, example: 'TypeScript' }),
};
