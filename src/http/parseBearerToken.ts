const BEARER_PATTERN = /^Bearer +(\S+)$/i;

/** Returns the token of an Authorization header (RFC 6750); undefined if there is none. */
export function parseBearerToken(authorization: string | undefined): string | undefined {
  return BEARER_PATTERN.exec(authorization ?? '')?.[1];
}
