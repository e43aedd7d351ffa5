import { InvalidToken } from '../../exceptions/errors.js';
import { signText } from '../../security/encryption.js';
import { timingSafeEqualText } from '../../security/timingSafeEqualText.js';
import { randomToken } from '../../utils/random.js';
import TokenService from './TokenService.js';

/** The prefix of every key. People and secret scanners recognize keys by it. */
export const API_KEY_PREFIX = 'lum_';

/** The owner's id in base 36, eight visible characters, 256 secret bits and a signature. */
const PATTERN = /^((lum_([1-9a-z][\da-z]{0,10})_[\w-]{8})[\w-]{43})([\w-]{16})$/;
const PURPOSE = 'api-key';
const SIGNATURE_LENGTH = 16;

/** The content of a key with a valid signature. Only the database knows whether the key is still active. */
export interface ApiKeyToken {
  userId: number;
  hash: string;
}

function signKey(text: string): string {
  return signText(text, PURPOSE).slice(0, SIGNATURE_LENGTH);
}

/**
 * Generates a key, whose text is never stored. The signature rejects invented keys and identifies the owner to the rate
 * limiter without a query. Authentication depends on the hash alone.
 */
export function generateApiKey(userId: number): { key: string; prefix: string; hash: string } {
  const prefix = `${API_KEY_PREFIX}${userId.toString(36)}_${randomToken(6)}`;
  const unsigned = prefix + randomToken();
  const key = unsigned + signKey(unsigned);
  return { key, prefix, hash: TokenService.hash(key) };
}

/** Parses a key and verifies its signature (timing-safe). @throws InvalidToken */
export function parseApiKey(key: string): ApiKeyToken {
  const [, unsigned, , owner, signature] = PATTERN.exec(key) ?? [];
  if (!unsigned || !owner || !signature) throw new InvalidToken();
  if (!timingSafeEqualText(signature, signKey(unsigned))) throw new InvalidToken();
  return { userId: Number.parseInt(owner, 36), hash: TokenService.hash(key) };
}
