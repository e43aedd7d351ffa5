import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { authConfig } from '../config/auth.js';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const keys = new Map<string, Buffer>();

/**
 * Derives a separate key for each purpose (HKDF, RFC 5869), so that a ciphertext of one purpose is invalid for another.
 */
function deriveKey(purpose: string): Buffer {
  const key = keys.get(purpose) ?? Buffer.from(hkdfSync('sha256', authConfig.encryptionKey, '', purpose, 32));
  keys.set(purpose, key);
  return key;
}

/** Encrypts a secret for storage (AES-256-GCM). */
export function encrypt(secret: string, purpose: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, deriveKey(purpose), nonce);
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Decrypts a secret. @throws Error if the text was altered, or encrypted with another key or for another purpose */
export function decrypt(text: string, purpose: string): string {
  const bytes = Buffer.from(text, 'base64url');
  const decipher = createDecipheriv(CIPHER, deriveKey(purpose), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const secret = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  return secret.toString('utf8');
}

/** Signs a text (HMAC-SHA-256), so that this server recognizes it later. */
export function signText(text: string, purpose: string): string {
  return createHmac('sha256', deriveKey(purpose)).update(text).digest('base64url');
}
