import { z } from 'zod';
import { integer, oneOf } from '../schema.js';

/** Mail. */
export const mail = {
  MAIL_DRIVER: oneOf(['log', 'smtp', 'sendgrid'])
    .prefault('log')
    .describe('log (not sent; shown at /dev/mail outside production), smtp or sendgrid'),
  MAIL_FROM_ADDRESS: z
    .email({ error: 'must be an email address' })
    .prefault('hello@lumina.test')
    .describe("Sender's address"),
  MAIL_FROM_NAME: z.string().prefault('Lumina').describe("Sender's name"),
  MAIL_PER_SECOND: integer(1, 10_000)
    .prefault('10')
    .describe('Maximum number of messages per second, of all workers together'),
  MAIL_PREVIEWS: z
    .string()
    .prefault('storage/mail')
    .describe("Folder of the log driver's messages, outside production"),
  SMTP_HOST: z.string().prefault('127.0.0.1').describe('SMTP host'),
  SMTP_PORT: integer(1, 65_535).prefault('1025').describe('SMTP port; usually 587 with starttls, 465 with tls'),
  SMTP_SECURITY: oneOf(['none', 'starttls', 'tls'])
    .prefault('starttls')
    .describe('starttls, tls or none (for a local mail catcher)'),
  SMTP_USERNAME: z.string().optional().describe('SMTP user; none if blank'),
  SMTP_PASSWORD: z.string().optional().describe('SMTP password'),
  SENDGRID_API_KEY: z.string().optional().describe('SendGrid API key that may send mail'),
};
