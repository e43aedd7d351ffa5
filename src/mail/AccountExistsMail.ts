import { appConfig } from '../config/app.js';
import { Mailable, type Recipient } from './Mailable.js';

/** Tells an owner that somebody tried to register with their address, in place of telling whoever tried. */
export class AccountExistsMail extends Mailable {
  protected readonly template = 'account-exists';
  protected readonly subject = `${appConfig.title}: you have an account already`;

  public constructor(recipient: Recipient) {
    super(recipient, {});
  }
}
