import { appConfig } from '../../config/app.js';
import { Mailable } from '../Mailable.js';

/** Lets whoever forgot their password choose another one. */
export class ResetPasswordMail extends Mailable<{ link: string; minutes: number }> {
  protected readonly template = 'reset-password';
  protected readonly subject = `${appConfig.title}: choose a new password`;
}
