import { appConfig } from '../../config/app.js';
import { Mailable } from '../Mailable.js';

/** Shows a user the first steps, a day after registration. */
export class GettingStartedMail extends Mailable {
  public static readonly type = 'mail.getting-started';
  public readonly template = 'users/getting-started';
  public readonly subject = `Getting started with ${appConfig.title}`;
}
