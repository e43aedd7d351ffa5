import { isIP } from 'node:net';
import type { Request } from 'express';

/**
 * The client's address as people write it: IPv4 without the prefix that it has on an IPv6 socket, and without the
 * brackets and port that some proxies add; null if a proxy sent something else.
 */
export function getClientIp({ ip = '' }: { ip?: Request['ip'] }): string | null {
  const address = ip
    .replace(/^::ffff:/, '')
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1');
  return isIP(address) ? address : null;
}
