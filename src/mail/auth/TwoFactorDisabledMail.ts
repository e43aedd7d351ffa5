import { Mailable, type Recipient } from '../Mailable.js';

/** Tells users that the password alone opens their account again, because it may not have been them. */
export class TwoFactorDisabledMail extends Mailable {
  protected readonly template = 'two-factor-disabled';
  protected readonly subject = 'Two-factor authentication is off';

  public constructor(recipient: Recipient) {
    super(recipient, {});
  }
}
