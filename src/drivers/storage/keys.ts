/** Prefix of the keys of private files, which are served through signed URLs only. */
export const PRIVATE_PREFIX = 'private/';

/** The database stores keys with a path prefix in 255 characters. */
const MAX_KEY_LENGTH = 200;

// No leading or trailing dot: excludes `.`, `..`, hidden files, and names that Windows treats as equal.
const SEGMENT_PATTERN = /^[\w-](?:[\w.-]*[\w-])?$/;

/** Accepts letters, digits, `-`, `_` and `.`, with `/` between folders. */
export function isValidKey(text: string): boolean {
  return text.length <= MAX_KEY_LENGTH && text.split('/').every((segment) => SEGMENT_PATTERN.test(segment));
}

export function isPrivate(key: string): boolean {
  return key.startsWith(PRIVATE_PREFIX);
}

/** Returns the key. @throws Error if it is invalid */
export function assertKey(key: string): string {
  if (!isValidKey(key)) throw new Error(`Invalid storage key ${JSON.stringify(key)}`);
  return key;
}
