import slugify from 'slugify';
import { truncate } from './truncate.js';

/** Everything but letters and digits of any script. */
const SEPARATORS = /[^\p{L}\p{M}\p{N}]+/gu;

/**
 * Returns the text as a URL segment: transliterated to Latin letters where possible, otherwise in its own script. Empty
 * for a text without letters and digits.
 */
export function slugifyText(text: string, maxLength: number): string {
  const latin = slugify.default(text, { lower: true, strict: true, trim: true });
  const slug = latin || text.normalize('NFC').toLowerCase().replace(SEPARATORS, '-');
  return truncate(slug, maxLength).replace(/^-+|-+$/g, '');
}
