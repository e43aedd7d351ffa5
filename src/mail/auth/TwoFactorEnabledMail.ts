import { Mailable, type Recipient } from '../Mailable.js';

/** Tells users that their account asks for a code from now on. */
export class TwoFactorEnabledMail extends Mailable {
  protected readonly template = 'two-factor-enabled';
  protected readonly subject = 'Two-factor authentication is on';

  public constructor(recipient: Recipient) {
    super(recipient, {});
  }
}
