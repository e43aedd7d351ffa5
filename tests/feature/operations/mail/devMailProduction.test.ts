import { beforeAll, describe, expect, it, jest } from '@jest/globals';

// Set after the configuration was read: a process that starts in production would read .env.
const { env } = await import('../../../../src/config/env.js');
Object.assign(env, { NODE_ENV: 'production', DB_DATABASE: env.DB_DATABASE_TEST });
const { mailConfig } = await import('../../../../src/config/mail.js');
const { getMailDriver, mailPreviews } = await import('../../../../src/drivers/mail/index.js');
const { logger } = await import('../../../../src/logging/logger.js');
const { guest } = await import('../../../support/http.js');
const { message } = await import('../../../support/mail.js');

describe('the log driver in production', () => {
  beforeAll(() => void (logger.silent = true));

  it('has no mail preview', async () => {
    const response = await guest.get('/dev/mail', { Accept: 'text/html' });

    expect(mailConfig.driver).toBe('log');
    expect(response.status).toBe(404);
  });

  it('stores nothing and warns that nothing is sent', async () => {
    const warn = jest.spyOn(logger, 'warn').mockReturnValue(logger);

    await (await getMailDriver()).send(message({ subject: 'Lost' }));

    expect(mailPreviews).toBeNull();
    const details = { to: 'ada@example.com', subject: 'Lost' };
    expect(warn.mock.calls).toEqual([['Mail not sent, because MAIL_DRIVER is log', details]]);
  });
});
