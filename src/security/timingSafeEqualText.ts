import { createHash, timingSafeEqual } from 'node:crypto';

function hashText(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Compares two secrets in constant time (timing-safe). */
export function timingSafeEqualText(actual: string, expected: string): boolean {
  return timingSafeEqual(hashText(actual), hashText(expected));
}
