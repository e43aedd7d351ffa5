import { appConfig } from '../../config/app.js';
import { Mailable } from '../Mailable.js';

/**
 * Tells the owner of an account that somebody tried to use its email address. The person who tried gets the same response
 * as for an unused address (account enumeration).
 */
export class AccountExistsMail extends Mailable {
  public static readonly type = 'mail.account-exists';
  public readonly template = 'users/account-exists';
  public readonly subject = `You already have a ${appConfig.title} account`;
}
