import { allowInsecureRequests, type Configuration } from 'openid-client';

/** Permits plain http for such an address, which the environment refuses in production. */
export function allowPlainHttp(address: string): ((configuration: Configuration) => void)[] {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is deprecated for no reason but to stand out
  return address.startsWith('http:') ? [allowInsecureRequests] : [];
}
