import { appConfig } from '../../config/app.js';
import { Mailable, type Recipient } from '../Mailable.js';

/** Shows the first steps to whoever has had an account for a day. */
export class GettingStartedMail extends Mailable {
  protected readonly template = 'getting-started';
  protected readonly subject = `Getting started with ${appConfig.title}`;

  public constructor(recipient: Recipient) {
    super(recipient, {});
  }
}
