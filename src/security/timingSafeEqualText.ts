import { createHash, timingSafeEqual } from 'node:crypto';

function hashText(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Compares a given secret with the right one in a time that tells nothing of either. */
export function timingSafeEqualText(given: string, expected: string): boolean {
  return timingSafeEqual(hashText(given), hashText(expected));
}
