const SCHEME = /^Bearer +(\S+)$/i;

/** The token of an Authorization header (RFC 6750); undefined where it holds none. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return SCHEME.exec(authorization ?? '')?.[1];
}
