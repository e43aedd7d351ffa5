import { appConfig } from '../../config/app.js';
import { Mailable, type UserPayload } from '../Mailable.js';

interface Payload extends UserPayload {
  /** The time of the change, ISO 8601. */
  at: string;
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** Tells a user that the password of their account was changed. */
export class PasswordChangedMail extends Mailable<Payload> {
  public static readonly type = 'mail.password-changed';
  public readonly template = 'auth/password-changed';
  public readonly subject = `Your ${appConfig.title} password was changed`;

  protected override loadData(): object {
    return { date: `${dateFormat.format(new Date(this.payload.at))} UTC` };
  }
}
