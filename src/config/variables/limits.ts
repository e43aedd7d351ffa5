import { percentage, rate } from '../schema.js';

/** Rate limits (number/period, or off). */
export const limits = {
  RATE_LIMIT_ANONYMOUS: rate.prefault('100/15m').describe('Requests of anonymous clients, per IP address'),
  RATE_LIMIT_USER: rate.prefault('1000/1h').describe('Requests of a signed-in user'),
  RATE_LIMIT_PREMIUM: rate.prefault('5000/1h').describe('Requests of a signed-in user of the premium plan'),
  RATE_LIMIT_AUTH: rate.prefault('5/1h').describe('Logins and registrations, per IP address and email'),
  RATE_LIMIT_REFRESH: rate.prefault('10/15m').describe('Token refreshes, per IP address'),
  RATE_LIMIT_REGISTER: rate.prefault('10/1h').describe('Registrations, per IP address'),
  RATE_LIMIT_ACCOUNT: rate.prefault('20/1h').describe('Failed logins per account, from unknown IP addresses'),
  RATE_LIMIT_ADDRESS: rate.prefault('50/15m').describe('Failed logins per IP address'),
  RATE_LIMIT_RECOVERY: rate.prefault('5/1h').describe('Password reset emails, per email address'),
  RATE_LIMIT_VERIFICATION: rate.prefault('5/1h').describe('Verification emails, per email address'),
  RATE_LIMIT_WRITES: rate.prefault('10/5m').describe('Comments and replies, per user'),
  RATE_LIMIT_UPLOADS: rate.prefault('20/1h').describe('Uploads, per user'),
  RATE_LIMIT_TWO_FACTOR: rate.prefault('5/15m').describe('Wrong two-factor codes, per user'),
  RATE_LIMIT_OAUTH: rate.prefault('60/15m').describe('Steps of OAuth logins, per IP address; each login takes three'),
  SLOW_DOWN_AFTER: percentage
    .prefault('off')
    .describe(
      'Delay responses, by up to a second, once a client has used this share of its limit (such as 80%); off: never',
    ),
};
