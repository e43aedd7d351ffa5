import { appConfig } from '../../config/app.js';
import { Mailable } from '../Mailable.js';

/** Tells the old address that a new one was named, while its owner can still do something about it. */
export class EmailChangeRequestedMail extends Mailable<{ newEmail: string }> {
  protected readonly template = 'email-change';
  protected readonly subject = `${appConfig.title}: your e-mail address is about to change`;
}
