import { createSecretKey } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import jsonwebtoken from 'jsonwebtoken';
import type { Row } from './store.js';
import { findSessionUser } from './users.js';

const key = createSecretKey(Buffer.from(process.env.JWT_SECRET ?? ''));
const options: jsonwebtoken.VerifyOptions = { algorithms: ['HS256'], issuer: 'lumina', audience: 'lumina-api' };

function verifyClaims(token: string): jsonwebtoken.JwtPayload | undefined {
  try {
    const claims = jsonwebtoken.verify(token, key, options) as jsonwebtoken.JwtPayload;
    return claims.type === 'access' ? claims : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the user of a valid bearer token, if its session is active and the account is approved. */
export async function findAuthenticatedUser({ headers }: IncomingMessage): Promise<Row | undefined> {
  const claims = headers.authorization?.startsWith('Bearer ')
    ? verifyClaims(headers.authorization.slice(7))
    : undefined;
  if (!claims) return undefined;
  const user = await findSessionUser(Number(claims.id), Number(claims.sid));
  return user?.status === 'approved' ? user : undefined;
}
