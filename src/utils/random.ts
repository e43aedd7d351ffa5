import { randomBytes } from 'node:crypto';

/** The only source of randomness for what must not be guessed; 32 bytes are 256 bits. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}
