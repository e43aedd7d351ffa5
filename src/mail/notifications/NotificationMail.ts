import type { MailContent } from '../../notifications/NotificationClass.js';
import { rebuildNotification } from '../../notifications/registry.js';
import { Mailable, type UserPayload } from '../Mailable.js';

interface Payload extends UserPayload {
  /** The type of the notification. */
  type: string;
  /** The data of the notification. */
  data: object;
}

/** Sends a notification by mail, with the subject, template and data that its class chooses. */
export class NotificationMail extends Mailable<Payload> {
  public static readonly type = 'mail.notification';

  public get template(): string {
    return this.content.template;
  }

  public get subject(): string {
    return this.content.subject;
  }

  private get content(): MailContent {
    return rebuildNotification(this.payload.type, this.payload.data).mail();
  }

  protected override loadData(): object {
    return this.content.data;
  }
}
