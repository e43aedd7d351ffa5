import { appConfig } from '../../config/app.js';
import { Mailable, singleLine, type Recipient } from '../Mailable.js';

interface Text {
  title: string;
  body: string;
}

/** Tells a user what their list of notifications says too. */
export class NotificationMail extends Mailable<Text> {
  protected readonly template = 'notification';
  protected readonly subject: string;

  public constructor(recipient: Recipient, { title, body }: Text) {
    super(recipient, { title: singleLine(title), body });
    this.subject = `${appConfig.title}: ${singleLine(title)}`;
  }
}
