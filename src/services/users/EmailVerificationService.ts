import { authConfig } from '../../config/auth.js';
import { transaction } from '../../database/transaction.js';
import { DuplicateEntry } from '../../exceptions/DuplicateEntry.js';
import { InvalidToken } from '../../exceptions/errors.js';
import { AccountExistsMail } from '../../mail/users/AccountExistsMail.js';
import { EmailChangedMail } from '../../mail/users/EmailChangedMail.js';
import { EmailChangeRequestedMail } from '../../mail/users/EmailChangeRequestedMail.js';
import { VerifyEmailMail } from '../../mail/auth/VerifyEmailMail.js';
import { User } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import AuditService from '../../audit/AuditService.js';
import OneTimeTokenService from '../auth/OneTimeTokenService.js';

/** Finds out whether an address is its owner's: the first one, and each that shall replace it. */
class EmailVerificationService {
  /** Sends the mail again. Says nothing of whether there is such an account, or whether it needs one. */
  public async resend(email: string): Promise<void> {
    const user = await User.findOne({ where: { email } });
    // For nobody too: the answer's time must not tell the two apart.
    await VerifyEmailMail.dispatch({ userId: user?.id ?? 0, email });
  }

  /**
   * Asks the new address for a confirmation, until which the old one counts, and tells the old one.
   *
   * @throws DuplicateEntry if the address is taken, unless addresses must be confirmed: then only its owner is told
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
   * The address that the token was sent to is the user's from now on.
   *
   * @throws InvalidToken, or DuplicateEntry if somebody else has taken the address meanwhile
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
    // A reset that was sent to the old address must not open the account any more.
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
