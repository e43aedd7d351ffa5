import { createHmac } from 'node:crypto';
import { storageConfig } from '../../config/storage.js';
import { clock } from '../../utils/clock.js';
import { isSameSecret } from '../../security/timingSafeEqual.js';

/** The signature of a private file's address. @param expires in seconds since the epoch */
export function sign(key: string, expires: number): string {
  return createHmac('sha256', storageConfig.local.signingKey).update(`${key}\n${expires}`).digest('base64url');
}

/** Whether this server signed the address, and its time is not over. */
export function isSigned(key: string, expires: number, signature: string): boolean {
  return isSameSecret(signature, sign(key, expires)) && expires > clock.seconds();
}
