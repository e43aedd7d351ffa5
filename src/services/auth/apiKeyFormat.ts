import { InvalidToken } from '../../exceptions/errors.js';
import { signText } from '../../security/encryption.js';
import { timingSafeEqualText } from '../../security/timingSafeEqualText.js';
import { randomToken } from '../../utils/random.js';
import TokenService from './TokenService.js';

/** With which every key begins, for people and for scanners of leaked secrets. */
export const API_KEY_PREFIX = 'lum_';

/** The owner's id in base 36, eight characters that are shown, 256 secret bits, and a signature. */
const PATTERN = /^((lum_([1-9a-z][\da-z]{0,10})_[\w-]{8})[\w-]{43})([\w-]{16})$/;
const PURPOSE = 'api-key';
const SIGNATURE_LENGTH = 16;

/** What a key says of itself, which its signature vouches for; whether it still opens anything only the database knows. */
export interface ApiKeyToken {
  userId: number;
  hash: string;
}

function signKey(text: string): string {
  return signText(text, PURPOSE).slice(0, SIGNATURE_LENGTH);
}

/**
 * A new key as text, which is nowhere kept. It is signed, so that an invented key costs no query and its owner is known
 * to the limiter before one; what it opens depends on the hash alone.
 */
export function generateApiKey(userId: number): { key: string; prefix: string; hash: string } {
  const prefix = `${API_KEY_PREFIX}${userId.toString(36)}_${randomToken(6)}`;
  const unsigned = prefix + randomToken();
  const key = unsigned + signKey(unsigned);
  return { key, prefix, hash: TokenService.hash(key) };
}

/** @throws InvalidToken if this server made no such key */
export function parseApiKey(key: string): ApiKeyToken {
  const [, unsigned, , owner, signature] = PATTERN.exec(key) ?? [];
  if (!unsigned || !owner || !signature) throw new InvalidToken();
  if (!timingSafeEqualText(signature, signKey(unsigned))) throw new InvalidToken();
  return { userId: Number.parseInt(owner, 36), hash: TokenService.hash(key) };
}
