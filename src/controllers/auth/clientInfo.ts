import type { Request } from 'express';
import type { Device } from '../../services/auth/SessionService.js';
import { clientAddress } from '../../http/clientAddress.js';

const MAX_USER_AGENT = 255;

/** What a client tells of itself. */
export function deviceOf(req: Request): Device {
  return { ip: clientAddress(req), userAgent: req.get('User-Agent')?.slice(0, MAX_USER_AGENT) ?? null };
}
