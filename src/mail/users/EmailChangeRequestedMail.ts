import { appConfig } from '../../config/app.js';
import { Mailable, type UserPayload } from '../Mailable.js';

interface Payload extends UserPayload {
  oldEmail: string;
  newEmail: string;
}

/** Warns the old address while its owner can still stop the change. */
export class EmailChangeRequestedMail extends Mailable<Payload> {
  public static readonly type = 'mail.email-change-requested';
  public readonly template = 'users/email-change-requested';
  public readonly subject = `Your ${appConfig.title} email address is about to change`;

  protected override getAddress(): string {
    return this.payload.oldEmail;
  }

  protected override loadData(): object {
    return { newEmail: this.payload.newEmail };
  }
}
