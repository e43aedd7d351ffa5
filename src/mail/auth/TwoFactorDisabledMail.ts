import { Mailable } from '../Mailable.js';

/** Tells users that a password alone opens their account again, in case somebody else turned the codes off. */
export class TwoFactorDisabledMail extends Mailable {
  public static readonly type = 'mail.two-factor-disabled';
  public readonly template = 'auth/two-factor-disabled';
  public readonly subject = 'Two-factor authentication turned off';
}
