import { Mailable } from '../Mailable.js';

/** Tells users that signing in to their account now requires a code. */
export class TwoFactorEnabledMail extends Mailable {
  public static readonly type = 'mail.two-factor-enabled';
  public readonly template = 'auth/two-factor-enabled';
  public readonly subject = 'Two-factor authentication turned on';
}
