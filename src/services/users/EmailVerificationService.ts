import AuditService from '../../audit/AuditService.js';
import { authConfig } from '../../config/auth.js';
import { transaction } from '../../database/transaction.js';
import { DuplicateEntry } from '../../exceptions/DuplicateEntry.js';
import { InvalidToken } from '../../exceptions/errors.js';
import { VerifyEmailMail } from '../../mail/auth/VerifyEmailMail.js';
import { AccountExistsMail } from '../../mail/users/AccountExistsMail.js';
import { EmailChangedMail } from '../../mail/users/EmailChangedMail.js';
import { EmailChangeRequestedMail } from '../../mail/users/EmailChangeRequestedMail.js';
import { User } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import OneTimeTokenService from '../auth/OneTimeTokenService.js';

/** Verifies email addresses: the first one of an account, and each new one. */
class EmailVerificationService {
  /** Resends the verification mail. The response never tells whether the account exists (account enumeration). */
  public async resend(email: string): Promise<void> {
    const user = await User.findOne({ where: { email } });
    // Also for unknown addresses, so that the response time does not reveal accounts.
    await VerifyEmailMail.dispatch({ userId: user?.id ?? 0, email });
  }

  /**
   * Requests a change of address: mails a link to the new address and a warning to the old one, which stays in effect
   * until the new one is verified.
   *
   * @throws DuplicateEntry if the address is taken. If verification is required, only its owner is told instead
   */
  public async requestChange({ id: userId, email: oldEmail }: User, newEmail: string): Promise<void> {
    const owner = await User.findOne({ where: { email: newEmail }, paranoid: false });
    if (owner && !authConfig.emailVerification.isRequired) throw new DuplicateEntry(['email']);
    await transaction(async () => {
      if (owner) await AccountExistsMail.dispatch({ userId: owner.id });
      else await VerifyEmailMail.dispatch({ userId, email: newEmail, isWanted: true });
      await EmailChangeRequestedMail.dispatch({ userId, oldEmail, newEmail });
      await AuditService.record({ action: 'user.email-change-requested', subject: { type: 'User', id: userId } });
    });
  }

  /**
   * Verifies the address to which the token was sent, and makes it the user's address.
   *
   * @throws InvalidToken, or DuplicateEntry if another account took the address meanwhile
   */
  public verify(token: string): Promise<User> {
    return transaction(async () => {
      const { userId, data } = await OneTimeTokenService.consume('verify-email', token);
      const user = await User.findByPk(userId ?? 0, { lock: true });
      if (!user || typeof data.email !== 'string') throw new InvalidToken();
      await this.confirm(user, data.email);
      return user;
    });
  }

  private async confirm(user: User, email: string): Promise<void> {
    const before = user.auditable();
    const { id: userId, email: oldEmail } = user;
    await user.update({ email, emailVerifiedAt: clock.now() });
    await AuditService.record({ action: 'user.email-verified', subject: user, after: { email }, actorId: userId });
    if (email === oldEmail) return;
    // A reset link that was sent to the old address must no longer work.
    await OneTimeTokenService.revoke(userId, 'reset-password');
    await EmailChangedMail.dispatch({ userId, oldEmail, newEmail: email });
    await AuditService.record({
      action: 'user.updated',
      subject: user,
      before,
      after: user.auditable(),
      actorId: userId,
    });
  }
}

export default new EmailVerificationService();
