import { Op } from 'sequelize';
import { InvalidCode } from '../../exceptions/errors.js';
import { User } from '../../models/users/User.js';
import { SecurityNotice } from '../../notifications/auth/SecurityNotice.js';
import { decrypt, encrypt } from '../../security/encryption.js';
import { newSecret, stepOf } from '../../security/totp.js';
import AuditService from '../../audit/AuditService.js';
import RecoveryCodeService from './RecoveryCodeService.js';

const PURPOSE = 'two-factor';
const OF_AN_APP = /^\d{6}$/;

/** Knows the secret that the server shares with a user's app, and which codes are used up. */
class TwoFactorCodeService {
  /** A new secret, in clear and as it is stored. */
  public newSecret(): { secret: string; sealed: string } {
    const secret = newSecret();
    return { secret, sealed: encrypt(secret, PURPOSE) };
  }

  /** The time step of a code of the user's app. @throws InvalidCode */
  public stepOf({ twoFactorSecret }: User, code: string): number {
    const step = twoFactorSecret && OF_AN_APP.test(code) ? stepOf(decrypt(twoFactorSecret, PURPOSE), code) : null;
    if (step === null) throw new InvalidCode();
    return step;
  }

  /** Uses up a code of the user's app or one of the recovery codes: each works once. @throws InvalidCode */
  public async use(user: User, code: string): Promise<void> {
    if (OF_AN_APP.test(code)) await this.useStep(user, this.stepOf(user, code));
    else await this.useRecoveryCode(user, code);
  }

  // The secret is part of the condition: a code must not count for one that replaced it meanwhile.
  private async useStep({ id, twoFactorSecret }: User, step: number): Promise<void> {
    const isLater = { [Op.or]: [{ twoFactorLastStep: null }, { twoFactorLastStep: { [Op.lt]: step } }] };
    const where = { id, twoFactorSecret, ...isLater };
    // Nothing changes that anybody is shown: neither the time of change nor the cache is concerned.
    const [used] = await User.update({ twoFactorLastStep: step }, { where, silent: true, hooks: false });
    if (used !== 1) throw new InvalidCode();
  }

  private async useRecoveryCode(user: User, code: string): Promise<void> {
    if (!(await RecoveryCodeService.use(user, code))) throw new InvalidCode();
    await AuditService.record({ action: 'two-factor.recovery-code-used', subject: user, actorId: user.id });
    await new SecurityNotice({ event: 'recovery-code-used' }).notify(user);
  }
}

export default new TwoFactorCodeService();
