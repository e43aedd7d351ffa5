import { transaction } from '../../database/transaction.js';
import { InvalidToken } from '../../exceptions/errors.js';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';
import { PasswordChangedMail } from '../../mail/auth/PasswordChangedMail.js';
import { ResetPasswordMail } from '../../mail/auth/ResetPasswordMail.js';
import { VerifyEmailMail } from '../../mail/auth/VerifyEmailMail.js';
import { User } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import ApiKeyService from './ApiKeyService.js';
import AuditService from '../../audit/AuditService.js';
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

/** New passwords in place of old ones, known or forgotten. */
class PasswordChangeService {
  /**
   * Replaces the password of whoever knows it, and ends the user's other sessions.
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
      throw ValidationFailed.forField('newPassword', 'Must differ from the current one');
    await assertNotGuessable(newPassword, user, 'newPassword');
    const password = await PasswordService.hash(newPassword);
    await transaction(async () => {
      // Of two changes at once one wins: the other proved a password that is no longer the current one.
      const [changed] = await User.update({ password }, { where: { id: user.id, password: user.password } });
      if (changed === 0) throw ValidationFailed.forField('currentPassword', 'Is not correct');
      await SessionService.revokeOthers(user, sessionId);
      await this.finalizeChange(user, 'user.password-changed');
    });
  }

  /** Mails a token to the account with this address, if there is one: the answer must not tell. */
  public async requestReset(email: string): Promise<void> {
    await ResetPasswordMail.dispatch({ email });
  }

  /**
   * Sets the password by a token that was mailed, and ends all sessions and API keys. Of parallel tries with a token one wins.
   *
   * @throws InvalidToken, ValidationFailed
   */
  public async reset(token: string, newPassword: string): Promise<void> {
    // Not consumed yet: a hash takes its time, and whoever guesses tokens must not be able to make us hash.
    const { userId, data } = await OneTimeTokenService.peek('reset-password', token);
    const user = await User.findByPk(userId ?? 0);
    // A token that was on its way while the address changed was sent to somebody else.
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

  /** Whoever holds the token reads the mail; whoever registered with this address without doing so loses all ways in. */
  private async reclaimAccount(user: User): Promise<void> {
    await user.update({ emailVerifiedAt: clock.now(), twoFactorSecret: null, twoFactorConfirmedAt: null });
    await RecoveryCodeService.remove(user);
  }

  private async finalizeChange(user: User, action: string): Promise<void> {
    // Whoever knew the old password may have asked for another address, or begun to link a login of their own.
    await OneTimeTokenService.revoke(user.id, ...REVOKED_PURPOSES);
    if (!user.emailVerifiedAt) await VerifyEmailMail.dispatch({ userId: user.id, email: user.email });
    await AuditService.record({ action, subject: user, actorId: user.id });
    await PasswordChangedMail.dispatch({ userId: user.id, at: clock.now().toISOString() });
  }
}

export default new PasswordChangeService();
