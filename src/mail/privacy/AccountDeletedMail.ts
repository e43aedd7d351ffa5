import { appConfig } from '../../config/app.js';
import { Mailable, type Recipient } from '../Mailable.js';

interface Data {
  /** As people write it. */
  until: string;
}

const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** Confirms that an account was deleted, and tells for how long that can be undone. */
export class AccountDeletedMail extends Mailable<Data> {
  protected readonly template = 'account-deleted';
  protected readonly subject = `Your ${appConfig.title} account was deleted`;

  public constructor(recipient: Recipient, until: Date) {
    super(recipient, { until: date.format(until) });
  }
}
