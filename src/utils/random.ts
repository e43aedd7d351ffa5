import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** The only source of randomness for what must not be guessed; 32 bytes are 256 bits. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** A whole number from the first up to, but not including, the second. */
export function randomBetween(from: number, to: number): number {
  return randomInt(from, to);
}

/** A UUID of version 4 (RFC 9562). */
export function randomId(): string {
  return randomUUID();
}
