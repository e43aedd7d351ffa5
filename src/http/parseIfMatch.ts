/**
 * Returns the record versions that an If-Match header allows; undefined if it allows any. Weak tags are accepted,
 * because proxies weaken tags when they compress, and the version in the tag is exact anyway.
 */
export function parseIfMatch(header: string | undefined): number[] | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  return [...header.matchAll(/"(\d{1,15})(?:\.[\w-]*)?"/g)].map(([, version]) => Number(version));
}
