import type { Mailable } from '../mail/Mailable.js';
import type { User } from '../models/users/User.js';
import type { Channel } from './channels.js';

/** One notification as its channels present it. */
export interface NotificationContent {
  readonly title: string;
  readonly body: string;
  /** The message of the mail channel. */
  mail(user: User): Mailable;
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
