import type { Mailable } from '../../mail/Mailable.js';
import type { User } from '../../models/users/User.js';
import { rebuildNotification } from '../../notifications/registry.js';
import { MailJob, type MailJobPayload } from '../MailJob.js';

interface Payload extends MailJobPayload {
  type: string;
  data: object;
}

/** Sends a notification by mail. */
export class SendNotificationMail extends MailJob<Payload> {
  public static readonly type = 'mail.notification';

  protected buildMail(user: User, { type, data }: Payload): Mailable {
    return rebuildNotification(type, data).mail(user);
  }
}
