import { createHmac } from 'node:crypto';
import { storageConfig } from '../../config/storage.js';
import { timingSafeEqualText } from '../../security/timingSafeEqualText.js';
import { clock } from '../../utils/clock.js';

/** Signs the URL of a private file (HMAC). @param expires in seconds since the epoch */
export function signFileKey(key: string, expires: number): string {
  return createHmac('sha256', storageConfig.local.signingKey).update(`${key}\n${expires}`).digest('base64url');
}

/** Verifies the signature (timing-safe) and the expiry of a signed URL. */
export function verifyFileSignature(key: string, expires: number, signature: string): boolean {
  return timingSafeEqualText(signature, signFileKey(key, expires)) && expires > clock.epochSeconds();
}
