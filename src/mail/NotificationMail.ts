import { appConfig } from '../config/app.js';
import { Mailable, oneLine, type Recipient } from './Mailable.js';

interface Text {
  title: string;
  body: string;
}

/** Tells a user what their list of notifications says too. */
export class NotificationMail extends Mailable<Text> {
  protected readonly template = 'notification';
  protected readonly subject: string;

  public constructor(recipient: Recipient, text: Text) {
    super(recipient, text);
    this.subject = `${appConfig.title}: ${oneLine(text.title)}`;
  }
}
