import type { Channel } from './channels.js';

/** The mail of a notification. */
export interface MailContent {
  subject: string;
  /** Its templates are `views/emails/<template>.hbs` and `views/emails/<template>.text.hbs`. */
  template: string;
  /** The data of the templates. */
  data: object;
}

/** One notification as its channels present it. */
export interface NotificationContent {
  readonly title: string;
  readonly body: string;
  /** The content of the mail channel. */
  mail(): MailContent;
}

/** A notification class whose data has a known type. */
export interface NotificationClass<Data extends object = never> {
  new (data: Data): NotificationContent;
  readonly type: string;
  /** The channels of users who have not chosen. */
  readonly channels: readonly Channel[];
  /** Channels that cannot be switched off. */
  readonly always: readonly Channel[];
}
