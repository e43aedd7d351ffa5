import type { Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import type { Plan } from '../../models/users/User.js';
import AdministratorService from '../../services/auth/BasicAuthService.js';
import ApiKeyService from '../../services/auth/ApiKeyService.js';
import SessionService from '../../services/auth/SessionService.js';
import { clientAddress } from '../../http/clientAddress.js';
import { isStorableText } from '../../utils/databaseLimits.js';
import { basicOf } from '../basicCredentials.js';
import { bearerOf } from '../bearer.js';

const MAX_EMAIL = 254;

export function address(req: Request): string {
  return ipKeyGenerator(clientAddress(req) ?? req.socket.remoteAddress ?? '');
}

/** Whom a token or key was made for, and their plan as it or the key's last use told: all that is known without a query. */
export function callerOf(req: Request): { id: number; plan: Plan } | undefined {
  const bearer = bearerOf(req);
  if (!bearer || 'error' in bearer) return undefined;
  if ('claims' in bearer) return bearer.claims;
  // Whoever found a revoked key cannot use up its owner's requests with it.
  if (ApiKeyService.isDead(bearer.apiKey)) return undefined;
  const { userId: id } = bearer.apiKey;
  return { id, plan: ApiKeyService.planOf(id) };
}

function user(req: Request): string | undefined {
  const known = callerOf(req);
  return known && `user:${known.id}`;
}

/** Whoever signed in to the pages of administrators, whose browser asks again every few seconds: apart from the API. */
function administrator(req: Request): string | undefined {
  const credentials = basicOf(req);
  const id = credentials && AdministratorService.idOf(credentials);
  return id ? `administrator:${id}` : undefined;
}

export function signedIn(req: Request): string | undefined {
  return user(req) ?? administrator(req);
}

/** Whoever has no token counts by address. */
export function userOrAddress(req: Request): string {
  return user(req) ?? address(req);
}

export function signedInOrAddress(req: Request): string {
  return signedIn(req) ?? address(req);
}

export function addressAndName(req: Request): string {
  return `${address(req)}|${basicOf(req)?.email ?? ''}`;
}

export function emailOf(req: Request): string {
  const { email = '' } = (req.body ?? {}) as { email?: unknown };
  return typeof email === 'string' ? email.trim().toLowerCase().slice(0, MAX_EMAIL) : '';
}

export function addressAndEmail(req: Request): string {
  return `${address(req)}|${emailOf(req)}`;
}

/** Whether the account that somebody wants to get into is known at their address. */
export async function isFamiliar(req: Request): Promise<boolean> {
  const [email, ip] = [emailOf(req), clientAddress(req)];
  return isStorableText(email) && ip !== null && (await SessionService.isFamiliar(email, ip));
}
