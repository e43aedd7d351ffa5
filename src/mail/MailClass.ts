import type { Message } from '../drivers/mail/MailDriver.js';
import type { User } from '../models/users/User.js';

/** The user's id, or an email address as somebody entered it. Ids only: administrators can read payloads. */
export type MailPayload = { userId: number } | { email: string };

/** One mail as its job sends it. */
export interface Mail {
  readonly template: string;
  findRecipient(): Promise<User | null>;
  buildMessage(recipient: User, id: string): Promise<Message | null>;
}

/** A concrete mail class. Its type (`mail.welcome`) is stored with each job, so that the class can be renamed. */
export interface MailClass<P extends MailPayload = never> {
  new (payload: P): Mail;
  readonly type: string;
}
