import { appConfig } from '../../config/app.js';
import { Mailable, type Recipient } from '../Mailable.js';

/** Tells an owner that somebody wanted their address for an account, in place of telling whoever did. */
export class AccountExistsMail extends Mailable {
  protected readonly template = 'account-exists';
  protected readonly subject = `${appConfig.title}: you have an account already`;

  public constructor(recipient: Recipient) {
    super(recipient, {});
  }
}
