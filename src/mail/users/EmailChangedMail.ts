import { appConfig } from '../../config/app.js';
import { Mailable } from '../Mailable.js';

/** Tells the old address that it is no longer that of the account. */
export class EmailChangedMail extends Mailable<{ newEmail: string }> {
  protected readonly template = 'email-changed';
  protected readonly subject = `${appConfig.title}: your e-mail address was changed`;
}
