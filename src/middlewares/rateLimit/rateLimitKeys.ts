import type { Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import { getClientIp } from '../../http/getClientIp.js';
import type { Plan } from '../../models/users/User.js';
import ApiKeyService from '../../services/auth/ApiKeyService.js';
import SessionService from '../../services/auth/SessionService.js';
import { isStorableText } from '../../utils/databaseLimits.js';
import { getBearer } from '../bearer.js';
import { queueDashboardCookie } from '../queueDashboardCookie.js';

const MAX_EMAIL = 254;

export function ip(req: Request): string {
  return ipKeyGenerator(getClientIp(req) ?? req.socket.remoteAddress ?? '');
}

/** Returns the owner of the token or key and their last known plan, without a query. */
export function identifyCaller(req: Request): { id: number; plan: Plan } | undefined {
  const bearer = getBearer(req);
  if (!bearer || 'error' in bearer) return undefined;
  if ('claims' in bearer) return bearer.claims;
  // A revoked key must not use up the limit of its former owner.
  if (ApiKeyService.isRevoked(bearer.apiKey)) return undefined;
  const { userId: id } = bearer.apiKey;
  return { id, plan: ApiKeyService.cachedPlan(id) };
}

function userKey(req: Request): string | undefined {
  const caller = identifyCaller(req);
  return caller && `user:${caller.id}`;
}

/** The queue dashboard polls every few seconds, so it does not share its administrator's limit for the API. */
function dashboardKey(req: Request): string | undefined {
  const access = queueDashboardCookie.read(req);
  return access && `dashboard:${access.userId}`;
}

export function signedInKey(req: Request): string | undefined {
  return userKey(req) ?? dashboardKey(req);
}

/** Callers without a token count by IP address. */
export function userOrIp(req: Request): string {
  return userKey(req) ?? ip(req);
}

export function signedInOrIp(req: Request): string {
  return signedInKey(req) ?? ip(req);
}

export function requestEmail(req: Request): string {
  const { email = '' } = (req.body ?? {}) as { email?: unknown };
  return typeof email === 'string' ? email.trim().toLowerCase().slice(0, MAX_EMAIL) : '';
}

export function ipAndEmail(req: Request): string {
  return `${ip(req)}|${requestEmail(req)}`;
}

/** Checks if the account of the request is or recently was logged in at the client's IP address. */
export async function isKnownAddress(req: Request): Promise<boolean> {
  const [email, clientIp] = [requestEmail(req), getClientIp(req)];
  return isStorableText(email) && clientIp !== null && (await SessionService.isKnownAddress(email, clientIp));
}
