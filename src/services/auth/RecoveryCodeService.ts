import { TwoFactorRecoveryCode } from '../../models/auth/TwoFactorRecoveryCode.js';
import type { User } from '../../models/users/User.js';
import { signText } from '../../security/encryption.js';
import { randomBetween } from '../../utils/random.js';

const CODE_COUNT = 10;

/** Crockford's base 32 has no characters that look alike. Ten characters hold 50 random bits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUP_COUNT = 2;
const GROUP_LENGTH = 5;

function generateGroup(): string {
  return Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomBetween(0, ALPHABET.length)]).join('');
}

function generateCode(): string {
  return Array.from({ length: GROUP_COUNT }, generateGroup).join('-');
}

/** Undoes the usual errors of copying a code from paper. */
function normalizeCode(code: string): string {
  return code.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
}

function hashCode(code: string): string {
  return signText(normalizeCode(code), 'two-factor-recovery');
}

/** Single-use recovery codes for users who have lost their authenticator app. */
class RecoveryCodeService {
  /** Returns ten new codes, of which only hashes are stored. The user's previous codes stop working. */
  public async replace({ id: userId }: User): Promise<string[]> {
    const codes = Array.from({ length: CODE_COUNT }, generateCode);
    await TwoFactorRecoveryCode.destroy({ where: { userId } });
    await TwoFactorRecoveryCode.bulkCreate(codes.map((code) => ({ userId, codeHash: hashCode(code) })));
    return codes;
  }

  /** Consumes a code and returns whether it was valid. Only one of several concurrent attempts succeeds. */
  public async consume({ id: userId }: User, code: string): Promise<boolean> {
    const used = await TwoFactorRecoveryCode.destroy({ where: { userId, codeHash: hashCode(code) } });
    return used === 1;
  }

  /** Deletes all codes of the user. */
  public async remove({ id: userId }: User): Promise<void> {
    await TwoFactorRecoveryCode.destroy({ where: { userId } });
  }
}

export default new RecoveryCodeService();
