/**
 * The versions of a record that an If-Match header allows; undefined where it allows every one. Also of weak tags,
 * which proxies make of strong ones when they compress: what counts is the version in it, and that is exact.
 */
export function parseIfMatch(header: string | undefined): number[] | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  return [...header.matchAll(/"(\d{1,15})(?:\.[\w-]*)?"/g)].map(([, version]) => Number(version));
}
