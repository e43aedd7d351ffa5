import { allowInsecureRequests, type Configuration } from 'openid-client';

/** Allows plain HTTP for an http: URL, which the configuration rejects in production. */
export function allowPlainHttp(url: string): ((configuration: Configuration) => void)[] {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is marked as deprecated only to stand out
  return url.startsWith('http:') ? [allowInsecureRequests] : [];
}
