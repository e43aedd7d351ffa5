import { appConfig } from '../../config/app.js';
import { Mailable } from '../Mailable.js';

/** Tells the owner of an account that its password is another one now. */
export class PasswordChangedMail extends Mailable<{ at: string }> {
  protected readonly template = 'password-changed';
  protected readonly subject = `${appConfig.title}: your password was changed`;
}
