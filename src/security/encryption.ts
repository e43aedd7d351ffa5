import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { authConfig } from '../config/auth.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const keys = new Map<string, Buffer>();

/** Each purpose has a key of its own (RFC 5869): what was meant for one cannot be slipped in for another. */
function deriveKey(purpose: string): Buffer {
  const key = keys.get(purpose) ?? Buffer.from(hkdfSync('sha256', authConfig.encryptionKey, '', purpose, 32));
  keys.set(purpose, key);
  return key;
}

/** Makes of a secret that must be read again later a text that can be stored (AES-256-GCM). */
export function encrypt(secret: string, purpose: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, deriveKey(purpose), nonce);
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** The secret again. @throws Error if the text was changed, or made under another key or for another purpose */
export function decrypt(text: string, purpose: string): string {
  const bytes = Buffer.from(text, 'base64url');
  const decipher = createDecipheriv(CIPHER, deriveKey(purpose), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const secret = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  return secret.toString('utf8');
}

/** A signature that only this server can make (HMAC-SHA-256), for a text that it will be shown again. */
export function signText(text: string, purpose: string): string {
  return createHmac('sha256', deriveKey(purpose)).update(text).digest('base64url');
}
