import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { MailServer } from '../../support/mail.js';
import { until } from '../../support/processes.js';
import { newDatabase, Project } from '../../support/project.js';

const newcomer = {
  firstname: 'Ada',
  lastname: 'Lovelace',
  email: 'ada@example.com',
  password: 'correct horse battery',
};

describe('a server started in development', () => {
  it('sends the welcome and verification emails after registration, and delays the getting-started email until the next day', async () => {
    const mail = await new MailServer().start();
    const smtp = { MAIL_DRIVER: 'smtp', SMTP_PORT: String(mail.port), SMTP_SECURITY: 'none' };
    const { url } = await new Project().serve({ ...newDatabase(), ...smtp });

    const response = await fetch(`${url}/api/auth/register`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(newcomer),
    });

    expect(response.status).toBe(201);
    await until(() => mail.arrived.length > 1, 'both mails');
    await sleep(1_500);
    const arrived = mail.arrived.map(({ subject, to }) => [to.address, subject]).sort();
    expect(arrived).toEqual([
      ['ada@example.com', 'Confirm your email address for Lumina'],
      ['ada@example.com', 'Welcome to Lumina'],
    ]);
  });

  it('shows emails of another process at /dev/mail', async () => {
    const project = new Project();
    const { url } = await project.serve(newDatabase());

    const sender = project.script(
      `import { getMailDriver } from './src/drivers/mail/index.js';
       import { WelcomeMail } from './src/mail/users/WelcomeMail.js';
       const recipient = { firstname: 'Ada', lastname: 'Elsewhere', email: 'ada@example.com' };
       const driver = await getMailDriver();
       await driver.send(await new WelcomeMail({ userId: 1 }).buildMessage(recipient, 'an-id'));`,
      { NODE_ENV: 'development' },
    );

    expect([await sender.exit(), sender.output]).toEqual([0, expect.any(String)]);
    expect(await (await fetch(`${url}/dev/mail`)).text()).toContain('Ada Elsewhere &lt;ada@example.com&gt;');
  });

  it('shows emails that were only logged at /dev/mail', async () => {
    const { url } = await new Project().serve(newDatabase());
    const headers = { 'Content-Type': 'application/json' };

    await fetch(`${url}/api/auth/register`, { method: 'POST', headers, body: JSON.stringify(newcomer) });

    await until(async () => (await (await fetch(`${url}/dev/mail`)).text()).includes('Welcome to Lumina'), 'the mail');
  });
});
