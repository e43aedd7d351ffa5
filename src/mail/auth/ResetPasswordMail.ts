import { appConfig } from '../../config/app.js';
import { authConfig } from '../../config/auth.js';
import type { User } from '../../models/users/User.js';
import OneTimeTokenService from '../../services/auth/OneTimeTokenService.js';
import { Mailable } from '../Mailable.js';
import { tokenLink } from '../tokenLink.js';

interface Payload {
  /**
   * As entered, with or without an account. The account is looked up when the job runs, so that the response time of the
   * request does not reveal it (account enumeration).
   */
  email: string;
}

/** Sends the link to choose a new password. Earlier links stop working. */
export class ResetPasswordMail extends Mailable<Payload> {
  public static readonly type = 'mail.reset-password';
  public readonly template = 'auth/reset-password';
  public readonly subject = `Reset your ${appConfig.title} password`;

  protected override async loadData({ id: userId }: User): Promise<object> {
    const { expiresIn } = authConfig.passwordReset;
    const data = { email: this.payload.email };
    const token = await OneTimeTokenService.replace({ purpose: 'reset-password', userId, expiresIn, data });
    return { link: tokenLink('/reset-password', token), minutes: expiresIn / 60 };
  }
}
