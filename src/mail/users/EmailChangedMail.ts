import { appConfig } from '../../config/app.js';
import { Mailable, type UserPayload } from '../Mailable.js';

interface Payload extends UserPayload {
  oldEmail: string;
  newEmail: string;
}

/** Tells the old address that the account now has another one. */
export class EmailChangedMail extends Mailable<Payload> {
  public static readonly type = 'mail.email-changed';
  public readonly template = 'users/email-changed';
  public readonly subject = `Your ${appConfig.title} email address was changed`;

  protected override getAddress(): string {
    return this.payload.oldEmail;
  }

  protected override loadData(): object {
    return { newEmail: this.payload.newEmail };
  }
}
