import { createHash } from 'node:crypto';
import type { Response } from 'express';

export interface CacheValidators {
  /** Of the record, which If-Match compares. */
  version?: number;
  lastModified?: Date | undefined;
}

const TAG_BYTES = 16;

/** The entity tag of a text; a version stands at its beginning, so that it can be told from the tag alone. */
function createEntityTag(text: string, version: number | undefined): string {
  const hash = createHash('sha256').update(text).digest().subarray(0, TAG_BYTES).toString('base64url');
  return version === undefined ? `"${hash}"` : `"${version}.${hash}"`;
}

/**
 * Sends what clients may keep if they ask each time whether it still holds: 304 then, without a body (RFC 9110, 13).
 * What was made for somebody who is signed in stays with them.
 */
export function sendConditional(
  res: Response,
  text: string,
  type: string,
  { version, lastModified }: CacheValidators = {},
): void {
  res.setHeader('ETag', createEntityTag(text, version));
  if (lastModified) res.setHeader('Last-Modified', lastModified.toUTCString());
  res.setHeader('Cache-Control', `${res.req.principal ? 'private' : 'public'}, no-cache`);
  res.vary('Authorization');
  if (res.req.fresh) {
    res.status(304).end();
    return;
  }
  res.setHeader('Content-Type', `${type}; charset=utf-8`);
  res.setHeader('Content-Length', Buffer.byteLength(text));
  res.end(text);
}
