import { authConfig } from '../../config/auth.js';
import { tokenLink } from '../../mail/tokenLink.js';
import { VerifyEmailMail } from '../../mail/auth/VerifyEmailMail.js';
import type { User } from '../../models/users/User.js';
import OneTimeTokenService from '../../services/auth/OneTimeTokenService.js';
import { MailJob, type MailJobPayload } from '../MailJob.js';

interface Payload extends MailJobPayload {
  /** The address to confirm: the user's own, or the one that they want to have. */
  email: string;
  /** Whether it is one that they want to have. */
  isWanted?: boolean;
}

/** Sends the token that confirms an address; older ones work no longer. */
export class SendVerificationMail extends MailJob<Payload> {
  public static readonly type = 'mail.verify-email';

  protected async buildMail(user: User, { email, isWanted = false }: Payload): Promise<VerifyEmailMail | null> {
    // An address that is no longer the user's, corrected since, must not become it again.
    if (isWanted ? user.email === email : user.email !== email || user.emailVerifiedAt) return null;
    const { expiresIn } = authConfig.emailVerification;
    const token = await OneTimeTokenService.replace({
      purpose: 'verify-email',
      userId: user.id,
      expiresIn,
      data: { email },
    });
    const { firstname, lastname } = user;
    const link = tokenLink('/verify-email', token);
    return new VerifyEmailMail({ firstname, lastname, email }, { link, hours: expiresIn / 3_600 });
  }
}
