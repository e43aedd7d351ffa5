import { resolvePath } from '../utils/paths.js';
import { env } from './env.js';

export const mailConfig = {
  driver: env.MAIL_DRIVER,
  from: { name: env.MAIL_FROM_NAME, address: env.MAIL_FROM_ADDRESS },
  smtp: {
    host: env.SMTP_HOST,
    port: env.SMTP_PORT,
    /** `starttls` insists on an encrypted connection; `none` is for catchers on the same machine. */
    security: env.SMTP_SECURITY,
    username: env.SMTP_USERNAME,
    password: env.SMTP_PASSWORD,
  },
  sendgridApiKey: env.SENDGRID_API_KEY,
  /** Where the log driver keeps what it "sent", for /dev/mail; null in production, where anybody could look. */
  previewsDirectory: env.MAIL_DRIVER === 'log' && env.NODE_ENV !== 'production' ? resolvePath(env.MAIL_PREVIEWS) : null,
};
