import { appConfig } from '../../config/app.js';
import { Mailable, type Recipient } from '../Mailable.js';

/** Greets whoever has a new account. */
export class WelcomeMail extends Mailable {
  protected readonly template = 'welcome';
  protected readonly subject = `Welcome to ${appConfig.title}`;

  public constructor(recipient: Recipient) {
    super(recipient, {});
  }
}
