import { appConfig } from '../../config/app.js';
import { Mailable } from '../Mailable.js';

/** Asks whoever reads an address to confirm that it is theirs. */
export class VerifyEmailMail extends Mailable<{ link: string; hours: number }> {
  protected readonly template = 'verify-email';
  protected readonly subject = `${appConfig.title}: confirm your e-mail address`;
}
