import { Op } from 'sequelize';
import AuditService from '../../audit/AuditService.js';
import { InvalidCode } from '../../exceptions/errors.js';
import { User } from '../../models/users/User.js';
import { SecurityNotice } from '../../notifications/auth/SecurityNotice.js';
import { decrypt, encrypt } from '../../security/encryption.js';
import { generateSecret, findTimeStep } from '../../security/totp.js';
import RecoveryCodeService from './RecoveryCodeService.js';

const PURPOSE = 'two-factor';
const APP_CODE = /^\d{6}$/;

/** Time-based one-time passwords (TOTP, RFC 6238). Each code works once. */
class TotpService {
  /** Generates a secret, in plain text for the user's app and encrypted for storage. */
  public generateSecret(): { secret: string; sealed: string } {
    const secret = generateSecret();
    return { secret, sealed: encrypt(secret, PURPOSE) };
  }

  /** Finds the time step of a code from the user's app. @throws InvalidCode */
  public findStep({ twoFactorSecret }: User, code: string): number {
    const step = twoFactorSecret && APP_CODE.test(code) ? findTimeStep(decrypt(twoFactorSecret, PURPOSE), code) : null;
    if (step === null) throw new InvalidCode();
    return step;
  }

  /** Consumes a code from the user's app, or a recovery code. @throws InvalidCode */
  public async consume(user: User, code: string): Promise<void> {
    if (APP_CODE.test(code)) await this.consumeStep(user, this.findStep(user, code));
    else await this.consumeRecoveryCode(user, code);
  }

  // The secret is part of the condition: a code must not be accepted for a secret that replaced it meanwhile.
  private async consumeStep({ id, twoFactorSecret }: User, step: number): Promise<void> {
    const isLater = { [Op.or]: [{ twoFactorLastStep: null }, { twoFactorLastStep: { [Op.lt]: step } }] };
    const where = { id, twoFactorSecret, ...isLater };
    // Silent and without hooks: no visible attribute changes, so updatedAt and the cache stay.
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
