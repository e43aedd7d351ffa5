import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** Returns an unguessable token; 32 bytes are 256 bits. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** Returns an integer from `from` up to, but not including, `to`. */
export function randomBetween(from: number, to: number): number {
  return randomInt(from, to);
}

/** Returns a UUID of version 4 (RFC 9562). */
export function randomId(): string {
  return randomUUID();
}
