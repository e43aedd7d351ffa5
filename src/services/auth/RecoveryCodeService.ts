import { TwoFactorRecoveryCode } from '../../models/auth/TwoFactorRecoveryCode.js';
import type { User } from '../../models/users/User.js';
import { signText } from '../../security/encryption.js';
import { randomBetween } from '../../utils/random.js';

const CODE_COUNT = 10;

/** Crockford's 32 characters: none is easily taken for another, and each of a code's ten holds five random bits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUP_COUNT = 2;
const GROUP_LENGTH = 5;

function generateGroup(): string {
  return Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomBetween(0, ALPHABET.length)]).join('');
}

function generateCode(): string {
  return Array.from({ length: GROUP_COUNT }, generateGroup).join('-');
}

/** The code as it was made, however somebody copied it from paper. */
function normalizeCode(code: string): string {
  return code.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
}

function hashCode(code: string): string {
  return signText(normalizeCode(code), 'two-factor-recovery');
}

/** Codes on paper, for who has lost the app. */
class RecoveryCodeService {
  /** Ten new codes in clear, which are nowhere kept; the user's older ones work no longer. */
  public async replace({ id: userId }: User): Promise<string[]> {
    const codes = Array.from({ length: CODE_COUNT }, generateCode);
    await TwoFactorRecoveryCode.destroy({ where: { userId } });
    await TwoFactorRecoveryCode.bulkCreate(codes.map((code) => ({ userId, codeHash: hashCode(code) })));
    return codes;
  }

  /** Whether it was one of the user's codes, which works no longer; of parallel tries one succeeds. */
  public async consume({ id: userId }: User, code: string): Promise<boolean> {
    const used = await TwoFactorRecoveryCode.destroy({ where: { userId, codeHash: hashCode(code) } });
    return used === 1;
  }

  public async remove({ id: userId }: User): Promise<void> {
    await TwoFactorRecoveryCode.destroy({ where: { userId } });
  }
}

export default new RecoveryCodeService();
