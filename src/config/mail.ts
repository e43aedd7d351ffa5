import { resolvePath } from '../utils/paths.js';
import { env } from './env.js';

export const mailConfig = {
  driver: env.MAIL_DRIVER,
  from: { name: env.MAIL_FROM_NAME, address: env.MAIL_FROM_ADDRESS },
  smtp: {
    host: env.SMTP_HOST,
    port: env.SMTP_PORT,
    /** `starttls` requires encryption; `none` is for mail catchers on the same machine. */
    security: env.SMTP_SECURITY,
    username: env.SMTP_USERNAME,
    password: env.SMTP_PASSWORD,
  },
  sendgridApiKey: env.SENDGRID_API_KEY,
  /** Folder of the log driver's previews for /dev/mail; null in production, where they would be public. */
  previewsDirectory: env.MAIL_DRIVER === 'log' && env.NODE_ENV !== 'production' ? resolvePath(env.MAIL_PREVIEWS) : null,
};
