import { mailConfig } from '../../config/mail.js';
import { onClose } from '../lifecycle.js';
import type { MailDriver } from './MailDriver.js';
import { MailPreviews } from './MailPreviews.js';

const { driver, previewsDirectory: directory, smtp, sendgridApiKey = '' } = mailConfig;

/** Previews for /dev/mail; null if they are disabled. */
export const mailPreviews = directory === null ? null : new MailPreviews(directory);

const drivers: Record<typeof driver, () => Promise<MailDriver>> = {
  log: async () => new (await import('./LogMail.js')).LogMail(mailPreviews),
  smtp: async () => new (await import('./SmtpMail.js')).SmtpMail(smtp),
  sendgrid: async () => new (await import('./SendGridMail.js')).SendGridMail({ apiKey: sendgridApiKey }),
};

let openedDriver: Promise<MailDriver> | undefined;

async function openMailDriver(): Promise<MailDriver> {
  const mailer = await drivers[driver]();
  onClose(() => {
    openedDriver = undefined;
    mailer.close();
  });
  return mailer;
}

/** Returns the application's mail driver, selected by MAIL_DRIVER and created on first use. */
export function getMailDriver(): Promise<MailDriver> {
  return (openedDriver ??= openMailDriver());
}
