import { appConfig } from '../../config/app.js';
import { Mailable } from '../Mailable.js';

/** Welcomes a new user. */
export class WelcomeMail extends Mailable {
  public static readonly type = 'mail.welcome';
  public readonly template = 'users/welcome';
  public readonly subject = `Welcome to ${appConfig.title}`;
}
