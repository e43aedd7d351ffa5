import AuditService from '../../audit/AuditService.js';
import { transaction } from '../../database/transaction.js';
import { Conflict, InvalidCode } from '../../exceptions/errors.js';
import { NotFound } from '../../exceptions/NotFound.js';
import { TwoFactorDisabledMail } from '../../mail/auth/TwoFactorDisabledMail.js';
import { TwoFactorEnabledMail } from '../../mail/auth/TwoFactorEnabledMail.js';
import { User } from '../../models/users/User.js';
import { buildOtpauthUri } from '../../security/totp.js';
import { clock } from '../../utils/clock.js';
import { assertCurrentPassword } from './currentPassword.js';
import OneTimeTokenService from './OneTimeTokenService.js';
import RecoveryCodeService from './RecoveryCodeService.js';
import SessionService from './SessionService.js';
import TotpService from './TotpService.js';
import TwoFactorAttemptService from './TwoFactorAttemptService.js';

/** The setup of an authenticator app. */
export interface TwoFactorSetup {
  /** Base 32, for users who cannot scan the QR code. */
  secret: string;
  /** The otpauth URI of the QR code. */
  uri: string;
}

/** The proof that users give again before a sensitive change. */
interface Reauthentication {
  currentPassword: string;
  /** A code from the app, or a recovery code. */
  code: string;
}

function assertEnabled(user: User): void {
  if (!user.hasTwoFactor()) throw new Conflict('Two-factor authentication is not on');
}

function assertDisabled(user: User): void {
  if (user.hasTwoFactor()) throw new Conflict('Two-factor authentication is already on');
}

/** Two-factor authentication: setup, recovery codes and reset. */
class TwoFactorService {
  /** Generates a secret, which takes effect once confirmed. @throws Conflict, ValidationFailed */
  public async start(user: User, currentPassword: string): Promise<TwoFactorSetup> {
    assertDisabled(user);
    await assertCurrentPassword(user, currentPassword);
    const { secret, sealed } = TotpService.generateSecret();
    const values = { twoFactorSecret: sealed, twoFactorLastStep: null };
    const [started] = await User.update(values, { where: { id: user.id, twoFactorConfirmedAt: null }, silent: true });
    if (started !== 1) throw new Conflict('Two-factor authentication is already on');
    return { secret, uri: buildOtpauthUri(secret, user.email) };
  }

  /**
   * Turns two-factor authentication on with a code from the app, and returns the recovery codes.
   *
   * @throws Conflict if it is already on or was not started, InvalidCode, TooManyRequests
   */
  public async confirm(caller: User, code: string): Promise<string[]> {
    const { id } = caller;
    assertDisabled(caller);
    return TwoFactorAttemptService.withLimit(id, async () => {
      const user = await this.lockUser(id);
      assertDisabled(user);
      if (!user.twoFactorSecret) throw new Conflict('Two-factor authentication was not started');
      await this.turnOn(user, TotpService.findStep(user, code));
      return RecoveryCodeService.replace(user);
    });
  }

  /** Turns it off. @throws Conflict if it is not on, ValidationFailed, InvalidCode, TooManyRequests */
  public disable(user: User, reauthentication: Reauthentication): Promise<void> {
    return this.withReauthentication(user, reauthentication, (current) => this.turnOff(current));
  }

  /** Replaces all recovery codes. @throws Conflict, ValidationFailed, InvalidCode, TooManyRequests */
  public renewRecoveryCodes(user: User, reauthentication: Reauthentication): Promise<string[]> {
    return this.withReauthentication(user, reauthentication, async (current) => {
      await AuditService.record({ action: 'two-factor.recovery-codes-renewed', subject: current });
      return RecoveryCodeService.replace(current);
    });
  }

  /** Turns it off for a user who has lost app and codes, and revokes all sessions. @throws NotFound, Conflict */
  public reset({ id }: User): Promise<void> {
    return transaction(async () => {
      const user = await this.lockUser(id);
      assertEnabled(user);
      await this.turnOff(user);
      await SessionService.revokeAll(user);
    });
  }

  private async withReauthentication<T>(
    user: User,
    { currentPassword, code }: Reauthentication,
    work: (current: User) => Promise<T>,
  ): Promise<T> {
    assertEnabled(user);
    await assertCurrentPassword(user, currentPassword);
    return TwoFactorAttemptService.withLimit(user.id, async () => {
      const current = await this.lockUser(user.id);
      assertEnabled(current);
      await TotpService.consume(current, code);
      return work(current);
    });
  }

  private async lockUser(id: number): Promise<User> {
    const user = await User.findByPk(id, { lock: true });
    if (!user) throw new NotFound('User');
    return user;
  }

  private async turnOn({ id, twoFactorSecret }: User, step: number): Promise<void> {
    const values = { twoFactorConfirmedAt: clock.now(), twoFactorLastStep: step };
    // SQLite has no row locks: the condition stops a second confirmation, and one of a secret that was replaced.
    const where = { id, twoFactorSecret, twoFactorConfirmedAt: null };
    const [confirmed] = await User.update(values, { where });
    if (confirmed !== 1) throw new InvalidCode();
    await AuditService.record({ action: 'two-factor.enabled', subject: { type: 'User', id } });
    await TwoFactorEnabledMail.dispatch({ userId: id });
  }

  private async turnOff(user: User): Promise<void> {
    await user.update({ twoFactorSecret: null, twoFactorConfirmedAt: null, twoFactorLastStep: null });
    await RecoveryCodeService.remove(user);
    await OneTimeTokenService.revoke(user.id, 'two-factor-challenge');
    await AuditService.record({ action: 'two-factor.disabled', subject: user });
    await TwoFactorDisabledMail.dispatch({ userId: user.id });
  }
}

export default new TwoFactorService();
