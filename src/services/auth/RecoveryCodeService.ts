import { TwoFactorRecoveryCode } from '../../models/auth/TwoFactorRecoveryCode.js';
import type { User } from '../../models/users/User.js';
import { sign } from '../../security/encryption.js';
import { randomBetween } from '../../utils/random.js';

const COUNT = 10;

/** Crockford's 32 characters: none is easily taken for another, and each of a code's ten holds five random bits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUPS = 2;
const GROUP = 5;

function newGroup(): string {
  return Array.from({ length: GROUP }, () => ALPHABET[randomBetween(0, ALPHABET.length)]).join('');
}

function newCode(): string {
  return Array.from({ length: GROUPS }, newGroup).join('-');
}

/** The code as it was made, however somebody copied it from paper. */
function normal(code: string): string {
  return code.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
}

function hash(code: string): string {
  return sign(normal(code), 'two-factor-recovery');
}

/** Codes on paper, for who has lost the app. */
class RecoveryCodeService {
  /** Ten new codes in clear, which are nowhere kept; the user's older ones work no longer. */
  public async replace({ id: userId }: User): Promise<string[]> {
    const codes = Array.from({ length: COUNT }, newCode);
    await TwoFactorRecoveryCode.destroy({ where: { userId } });
    await TwoFactorRecoveryCode.bulkCreate(codes.map((code) => ({ userId, codeHash: hash(code) })));
    return codes;
  }

  /** Whether it was one of the user's codes, which works no longer; of parallel tries one succeeds. */
  public async use({ id: userId }: User, code: string): Promise<boolean> {
    const used = await TwoFactorRecoveryCode.destroy({ where: { userId, codeHash: hash(code) } });
    return used === 1;
  }

  public async remove({ id: userId }: User): Promise<void> {
    await TwoFactorRecoveryCode.destroy({ where: { userId } });
  }
}

export default new RecoveryCodeService();
