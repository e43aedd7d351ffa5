import type { Request } from 'express';
import { getClientIp } from '../../http/getClientIp.js';
import type { ClientInfo } from '../../services/auth/SessionService.js';

const MAX_USER_AGENT = 255;

/** Returns the client's IP address and user agent. */
export function clientInfo(req: Request): ClientInfo {
  return { ip: getClientIp(req), userAgent: req.get('User-Agent')?.slice(0, MAX_USER_AGENT) ?? null };
}
