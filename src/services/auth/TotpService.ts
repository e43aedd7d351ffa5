import { Op } from 'sequelize';
import { InvalidCode } from '../../exceptions/errors.js';
import { User } from '../../models/users/User.js';
import { SecurityNotice } from '../../notifications/auth/SecurityNotice.js';
import { decrypt, encrypt } from '../../security/encryption.js';
import { generateSecret, findTimeStep } from '../../security/totp.js';
import AuditService from '../../audit/AuditService.js';
import RecoveryCodeService from './RecoveryCodeService.js';

const PURPOSE = 'two-factor';
const APP_CODE = /^\d{6}$/;

/** Knows the secret that the server shares with a user's app, and which codes are used up. */
class TotpService {
  /** A new secret, in clear and as it is stored. */
  public generateSecret(): { secret: string; sealed: string } {
    const secret = generateSecret();
    return { secret, sealed: encrypt(secret, PURPOSE) };
  }

  /** The time step of a code of the user's app. @throws InvalidCode */
  public findStep({ twoFactorSecret }: User, code: string): number {
    const step = twoFactorSecret && APP_CODE.test(code) ? findTimeStep(decrypt(twoFactorSecret, PURPOSE), code) : null;
    if (step === null) throw new InvalidCode();
    return step;
  }

  /** Uses up a code of the user's app or one of the recovery codes: each works once. @throws InvalidCode */
  public async consume(user: User, code: string): Promise<void> {
    if (APP_CODE.test(code)) await this.consumeStep(user, this.findStep(user, code));
    else await this.consumeRecoveryCode(user, code);
  }

  // The secret is part of the condition: a code must not count for one that replaced it meanwhile.
  private async consumeStep({ id, twoFactorSecret }: User, step: number): Promise<void> {
    const isLater = { [Op.or]: [{ twoFactorLastStep: null }, { twoFactorLastStep: { [Op.lt]: step } }] };
    const where = { id, twoFactorSecret, ...isLater };
    // Nothing changes that anybody is shown: neither the time of change nor the cache is concerned.
    const [used] = await User.update({ twoFactorLastStep: step }, { where, silent: true, hooks: false });
    if (used !== 1) throw new InvalidCode();
  }

  private async consumeRecoveryCode(user: User, code: string): Promise<void> {
    if (!(await RecoveryCodeService.consume(user, code))) throw new InvalidCode();
    await AuditService.record({ action: 'two-factor.recovery-code-used', subject: user, actorId: user.id });
    await new SecurityNotice({ event: 'recovery-code-used' }).notify(user);
  }
}

export default new TotpService();
