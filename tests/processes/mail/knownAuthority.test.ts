import { describe, expect, it } from '@jest/globals';
import type { SMTPServerOptions } from 'smtp-server';
import { selfSigned } from '../../support/certificate.js';
import { MailServer } from '../../support/mail.js';
import { Project } from '../../support/project.js';

const { file: authority, cert, key } = selfSigned();

describe('SMTP encryption', () => {
  const encrypted: SMTPServerOptions = { disabledCommands: [], cert, key };

  it.each([
    ['starttls', encrypted],
    ['tls', { ...encrypted, secure: true }],
  ] as const)('with %s accepts a certificate of a known authority', async (security, options) => {
    const server = await new MailServer(options).start();
    const program = new Project().script(
      `import { closeDrivers } from './src/drivers/lifecycle.js';
       import { getMailDriver } from './src/drivers/mail/index.js';
       import { WelcomeMail } from './src/mail/users/WelcomeMail.js';
       const recipient = { firstname: 'Ada', lastname: 'Lovelace', email: 'ada@example.com' };
       const driver = await getMailDriver();
       await driver.send(await new WelcomeMail({ userId: 1 }).buildMessage(recipient, 'an-id'));
       await closeDrivers();`,
      {
        JWT_SECRET: 'a-secret-that-only-the-tests-know-1',
        JWT_REFRESH_SECRET: 'a-secret-that-only-the-tests-know-2',
        MAIL_DRIVER: 'smtp',
        SMTP_PORT: String(server.port),
        SMTP_SECURITY: security,
        NODE_EXTRA_CA_CERTS: authority,
      },
    );

    expect([await program.exit(), program.output]).toEqual([0, '']);

    expect(server.arrived).toHaveLength(1);
    expect(server.sessions.map(({ secure }) => secure)).toEqual([true]);
    expect(server.arrived[0]).toMatchObject({ id: 'an-id@lumina.test', subject: 'Welcome to Lumina' });
  });
});
