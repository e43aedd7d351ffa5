import slugify from 'slugify';
import { truncate } from './truncate.js';

/** What is no letter and no digit of any script. */
const SEPARATORS = /[^\p{L}\p{M}\p{N}]+/gu;

/**
 * A text as it stands in addresses: Latin letters where there is a way to write it in them, else the letters that it
 * has. Empty for a text without letters and digits.
 */
export function slugifyText(text: string, maxLength: number): string {
  const latin = slugify.default(text, { lower: true, strict: true, trim: true });
  const slug = latin || text.normalize('NFC').toLowerCase().replace(SEPARATORS, '-');
  return truncate(slug, maxLength).replace(/^-+|-+$/g, '');
}
