/** With which the keys of private files begin: only a signed address opens those. */
export const PRIVATE_PREFIX = 'private/';

/** The database keeps keys, with a path before them, in 255 characters. */
const MAX_KEY_LENGTH = 200;

// No dot at its ends: neither `.` and `..` nor hidden files, nor names that Windows takes for others.
const SEGMENT_PATTERN = /^[\w-](?:[\w.-]*[\w-])?$/;

/** Whether a file may have this name: plain letters, digits, `-`, `_`, `.` and, between folders, `/`. */
export function isValidKey(text: string): boolean {
  return text.length <= MAX_KEY_LENGTH && text.split('/').every((segment) => SEGMENT_PATTERN.test(segment));
}

export function isPrivate(key: string): boolean {
  return key.startsWith(PRIVATE_PREFIX);
}

/** Returns the key. @throws Error if no file may have this name */
export function assertKey(key: string): string {
  if (!isValidKey(key)) throw new Error(`No file can have the key ${JSON.stringify(key)}`);
  return key;
}
