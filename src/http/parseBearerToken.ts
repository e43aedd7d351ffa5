const BEARER_PATTERN = /^Bearer +(\S+)$/i;

/** The token of an Authorization header (RFC 6750); undefined where it holds none. */
export function parseBearerToken(authorization: string | undefined): string | undefined {
  return BEARER_PATTERN.exec(authorization ?? '')?.[1];
}
