import { z } from 'zod';
import { MAX_TAG_SLUG_LENGTH } from '../../models/blog/Tag.js';
import { slugifyText } from '../../utils/slugify.js';

const hasSlug = (name: string) => slugifyText(name, MAX_TAG_SLUG_LENGTH) !== '';

export const blogFields = {
  tagName: z
    .string()
    .normalize('NFC')
    .transform((name) => name.replace(/\s+/gu, ' ').trim())
    .pipe(z.string().min(1, 'Must not be empty').max(50).refine(hasSlug, 'Must contain a letter or a digit'))
    .meta({ override: { type: 'string', maxLength: 50 }, example: 'TypeScript' }),
};
