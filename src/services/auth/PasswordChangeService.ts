import AuditService from '../../audit/AuditService.js';
import { transaction } from '../../database/transaction.js';
import { InvalidToken } from '../../exceptions/errors.js';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';
import { PasswordChangedMail } from '../../mail/auth/PasswordChangedMail.js';
import { ResetPasswordMail } from '../../mail/auth/ResetPasswordMail.js';
import { VerifyEmailMail } from '../../mail/auth/VerifyEmailMail.js';
import { User } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import ApiKeyService from './ApiKeyService.js';
import { assertCurrentPassword } from './currentPassword.js';
import OneTimeTokenService from './OneTimeTokenService.js';
import { assertNotGuessable } from './PasswordPolicy.js';
import PasswordService from './PasswordService.js';
import RecoveryCodeService from './RecoveryCodeService.js';
import SessionService, { type SessionPrincipal } from './SessionService.js';

const REVOKED_PURPOSES = [
  'reset-password',
  'two-factor-challenge',
  'verify-email',
  'oauth-link',
  'oauth-code',
] as const;

/** Changes known passwords and resets forgotten ones. */
class PasswordChangeService {
  /**
   * Changes the password after verifying the current one, and revokes the user's other sessions.
   *
   * @throws ValidationFailed
   */
  public async change(
    { user, sessionId }: SessionPrincipal,
    currentPassword: string,
    newPassword: string,
  ): Promise<void> {
    await assertCurrentPassword(user, currentPassword);
    if (newPassword === currentPassword)
      throw ValidationFailed.forField('newPassword', 'Must be different from the current password');
    await assertNotGuessable(newPassword, user, 'newPassword');
    const password = await PasswordService.hash(newPassword);
    await transaction(async () => {
      // Only one of two concurrent changes succeeds: the other verified a password that is no longer current.
      const [changed] = await User.update({ password }, { where: { id: user.id, password: user.password } });
      if (changed === 0) throw ValidationFailed.forField('currentPassword', 'Is incorrect');
      await SessionService.revokeOthers(user, sessionId);
      await this.finalizeChange(user, 'user.password-changed');
    });
  }

  /** Mails a reset token if the address has an account. The response never tells (account enumeration). */
  public async requestReset(email: string): Promise<void> {
    await ResetPasswordMail.dispatch({ email });
  }

  /**
   * Sets a new password with a mailed single-use token, and revokes all sessions and API keys.
   *
   * @throws InvalidToken, ValidationFailed
   */
  public async reset(token: string, newPassword: string): Promise<void> {
    // Checked before the hash, which is expensive: guessed tokens must not cost CPU time. Consumed in the transaction.
    const { userId, data } = await OneTimeTokenService.peek('reset-password', token);
    const user = await User.findByPk(userId ?? 0);
    // The address changed while the token was in flight: it may have reached somebody else.
    if (user?.status !== 'approved' || user.email !== data.email) throw new InvalidToken();
    await assertNotGuessable(newPassword, user, 'newPassword');
    const password = await PasswordService.hash(newPassword);
    await transaction(async () => {
      await OneTimeTokenService.consume('reset-password', token);
      if (!user.emailVerifiedAt) await this.reclaimAccount(user);
      await user.update({ password });
      await SessionService.revokeAll(user);
      await ApiKeyService.revokeAll(user);
      await this.finalizeChange(user, 'user.password-reset');
    });
  }

  /** The token proves ownership of the address. A stranger who registered it without verifying loses all access. */
  private async reclaimAccount(user: User): Promise<void> {
    await user.update({ emailVerifiedAt: clock.now(), twoFactorSecret: null, twoFactorConfirmedAt: null });
    await RecoveryCodeService.remove(user);
  }

  private async finalizeChange(user: User, action: string): Promise<void> {
    // An attacker who knew the old password may have requested another address or started to link a login.
    await OneTimeTokenService.revoke(user.id, ...REVOKED_PURPOSES);
    if (!user.emailVerifiedAt) await VerifyEmailMail.dispatch({ userId: user.id, email: user.email });
    await AuditService.record({ action, subject: user, actorId: user.id });
    await PasswordChangedMail.dispatch({ userId: user.id, at: clock.now().toISOString() });
  }
}

export default new PasswordChangeService();
