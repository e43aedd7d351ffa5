import { isIP } from 'node:net';
import type { Request } from 'express';

/**
 * Returns the client's IP address in canonical form: without the IPv4-mapped prefix of IPv6 sockets, and without the
 * brackets and port that some proxies add. Null if it is not a valid IP address.
 */
export function getClientIp({ ip = '' }: { ip?: Request['ip'] }): string | null {
  const address = ip
    .replace(/^::ffff:/, '')
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1');
  return isIP(address) ? address : null;
}
