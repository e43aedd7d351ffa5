import { appConfig } from '../../config/app.js';
import { authConfig } from '../../config/auth.js';
import type { User } from '../../models/users/User.js';
import OneTimeTokenService from '../../services/auth/OneTimeTokenService.js';
import { Mailable, type UserPayload } from '../Mailable.js';
import { tokenLink } from '../tokenLink.js';

interface Payload extends UserPayload {
  /** The address to confirm: the user's current one, or the new one that they asked for. */
  email: string;
  /** The address is a new one that the user asked for. */
  isWanted?: boolean;
}

/** Sends the link that confirms an email address. Earlier links stop working. */
export class VerifyEmailMail extends Mailable<Payload> {
  public static readonly type = 'mail.verify-email';
  public readonly template = 'auth/verify-email';
  public readonly subject = `Confirm your email address for ${appConfig.title}`;

  protected override getAddress(): string {
    return this.payload.email;
  }

  protected override async loadData(user: User): Promise<object | null> {
    if (!this.isStillNeeded(user)) return null;
    const { expiresIn } = authConfig.emailVerification;
    const data = { email: this.payload.email };
    const token = await OneTimeTokenService.replace({ purpose: 'verify-email', userId: user.id, expiresIn, data });
    return { link: tokenLink('/verify-email', token), hours: expiresIn / 3_600 };
  }

  /** An address that the user has corrected since must not become theirs again. */
  private isStillNeeded(user: User): boolean {
    const { email, isWanted = false } = this.payload;
    return isWanted ? user.email !== email : user.email === email && !user.emailVerifiedAt;
  }
}
