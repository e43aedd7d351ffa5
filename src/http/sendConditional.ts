import { createHash } from 'node:crypto';
import type { Response } from 'express';

export interface CacheValidators {
  /** The record's version, which If-Match compares. */
  version?: number;
  lastModified?: Date | undefined;
}

const TAG_BYTES = 16;

/** Creates an entity tag. It starts with the version, which can be parsed from it. */
function createEntityTag(text: string, version: number | undefined): string {
  const hash = createHash('sha256').update(text).digest().subarray(0, TAG_BYTES).toString('base64url');
  return version === undefined ? `"${hash}"` : `"${version}.${hash}"`;
}

/**
 * Sends a response that clients may cache but must revalidate (`no-cache`). A conditional request is answered with 304
 * and no body if the content is unchanged (RFC 9110, section 13). Responses to authenticated users are `private`.
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
