import { InvalidToken } from '../../exceptions/errors.js';
import { sign } from '../../security/encryption.js';
import { isSameSecret } from '../../security/timingSafeEqual.js';
import { randomToken } from '../../utils/random.js';
import TokenService from './TokenService.js';

/** With which every key begins, for people and for scanners of leaked secrets. */
export const MARK = 'lum_';

/** The owner's id in base 36, eight characters that are shown, 256 secret bits, and a signature. */
const FORM = /^((lum_([1-9a-z][\da-z]{0,10})_[\w-]{8})[\w-]{43})([\w-]{16})$/;
const PURPOSE = 'api-key';
const SIGNATURE = 16;

/** What a key says of itself, which its signature vouches for; whether it still opens anything only the database knows. */
export interface KeyToken {
  userId: number;
  hash: string;
}

function signatureOf(text: string): string {
  return sign(text, PURPOSE).slice(0, SIGNATURE);
}

/**
 * A new key as text, which is nowhere kept. It is signed, so that an invented key costs no query and its owner is known
 * to the limiter before one; what it opens depends on the hash alone.
 */
export function newKey(userId: number): { key: string; prefix: string; hash: string } {
  const prefix = `${MARK}${userId.toString(36)}_${randomToken(6)}`;
  const unsigned = prefix + randomToken();
  const key = unsigned + signatureOf(unsigned);
  return { key, prefix, hash: TokenService.hash(key) };
}

/** @throws InvalidToken if this server made no such key */
export function readKey(key: string): KeyToken {
  const [, unsigned, , owner, signature] = FORM.exec(key) ?? [];
  if (!unsigned || !owner || !signature) throw new InvalidToken();
  if (!isSameSecret(signature, signatureOf(unsigned))) throw new InvalidToken();
  return { userId: Number.parseInt(owner, 36), hash: TokenService.hash(key) };
}
