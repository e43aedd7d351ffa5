import { beforeEach, describe, expect, it } from '@jest/globals';
import { MailServer } from '../../support/mail.js';

const server = await new MailServer().start();
Object.assign(process.env, { MAIL_DRIVER: 'smtp', SMTP_PORT: String(server.port), SMTP_SECURITY: 'none' });
Object.assign(process.env, { APP_URL: 'https://lumina.example' });

const { default: UserFactory, FACTORY_PASSWORD } = await import('../../../src/database/factories/users/UserFactory.js');
const { transaction } = await import('../../../src/database/transaction.js');
const { GettingStartedMail } = await import('../../../src/mail/users/GettingStartedMail.js');
const { WelcomeMail } = await import('../../../src/mail/users/WelcomeMail.js');
const { default: RegistrationService } = await import('../../../src/services/users/RegistrationService.js');
const { as, guest } = await import('../../support/http.js');

const newcomer = { firstname: 'Łucja', lastname: 'O’Brien', password: FACTORY_PASSWORD };

let made = 0;

function email(): string {
  made += 1;
  return `newcomer${made}@example.com`;
}

/** Returns the mails other than the verification mail. */
function greetings() {
  return server.arrived.filter(({ subject }) => !subject.startsWith('Confirm'));
}

beforeEach(() => {
  server.arrived.splice(0);
});

describe('the welcome mail', () => {
  it('is not sent when the registration fails', async () => {
    const { email: taken } = await UserFactory.create();

    const rejected = await guest.post('/api/auth/register', { ...newcomer, email: taken });
    const invalid = await guest.post('/api/auth/register', { ...newcomer, email: 'ada@' });

    expect([rejected.status, invalid.status]).toEqual([409, 422]);
    expect(server.arrived).toEqual([]);
  });

  it('is not sent when the registration is rolled back', async () => {
    const creation = transaction(async () => {
      await RegistrationService.create({ ...newcomer, email: email() });
      throw new Error('taken back');
    });

    await expect(creation).rejects.toThrow('taken back');

    expect(server.arrived).toEqual([]);
  });

  it.each(['suspended', 'rejected', 'pending'] as const)('is not sent if the account is %s by then', async (status) => {
    const { id } = await UserFactory.withStatus(status).create();

    await WelcomeMail.dispatch({ userId: id });
    await GettingStartedMail.dispatch({ userId: id });

    expect(server.arrived).toEqual([]);
  });

  it('is not sent to deleted or unknown users', async () => {
    const user = await UserFactory.create();
    await user.destroy();

    await GettingStartedMail.dispatch({ userId: user.id });
    await GettingStartedMail.dispatch({ userId: 987_654_321 });

    expect(server.arrived).toEqual([]);
  });

  it('does not fail the registration when the mail server rejects it', async () => {
    server.refuse = () => '550 No such user here';

    const response = await guest.post('/api/auth/register', { ...newcomer, email: email() });

    server.refuse = () => undefined;
    expect(response.status).toBe(201);
    expect(server.arrived).toEqual([]);
  });

  it.each(['/api/auth/register', '/api/auth/signup', '/api/users'])('is sent after %s', async (path) => {
    const address = email();

    await guest.post(path, { ...newcomer, email: address });

    const [welcome, next] = greetings();
    expect(greetings()).toHaveLength(2);
    expect(welcome).toMatchObject({
      subject: 'Welcome to Lumina',
      from: { name: 'Lumina', address: 'hello@lumina.test' },
      to: { name: 'Łucja O’Brien', address },
    });
    expect(next).toMatchObject({ subject: 'Getting started with Lumina', to: { address } });
    for (const { html, text } of greetings()) {
      expect(html).toContain('Hello Łucja,');
      expect(text).toContain('Hello Łucja,');
      expect(html).toContain('https://lumina.example/api/docs');
      expect(text).toContain('https://lumina.example/api/docs');
    }
  });

  it('is sent when an administrator creates the account', async () => {
    const admin = as(await UserFactory.admin().create());
    const address = email();

    await admin.post('/api/users', { ...newcomer, email: address, role: 'manager' });

    expect(greetings().map(({ to }) => to.address)).toEqual([address, address]);
  });

  it('links to this application, whatever Host header the client sends', async () => {
    const host = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' };

    await guest.post('/api/auth/register', { ...newcomer, email: email() }, host);

    expect(greetings()).toHaveLength(2);
    expect(JSON.stringify(server.arrived)).not.toContain('evil.example');
  });

  it('contains neither the password nor markup from the name', async () => {
    const names = { firstname: '<img src=x onerror=alert(1)>', lastname: '{{app}} </table>' };

    await guest.post('/api/auth/register', { ...newcomer, ...names, email: email() });

    expect(greetings()).toHaveLength(2);
    for (const { html, text, to } of greetings()) {
      expect(html + text).not.toContain(FACTORY_PASSWORD);
      expect(html).not.toContain('<img');
      expect(html).toContain('&lt;img src');
      expect(to.name).toBe('<img src=x onerror=alert(1)> {{app}} </table>');
    }
  });

  it.each([
    'Visit https://evil.example',
    'WWW.evil.example',
    'win at evil.example/now',
    'money。evil．xn--p1ai',
    'ftp://1.2.3.4',
  ])('omits the name %s, which mail clients would turn into a link', async (firstname) => {
    await guest.post('/api/auth/register', { ...newcomer, firstname, email: email() });

    expect(greetings()).toHaveLength(2);
    for (const { html, text } of greetings()) {
      expect(html).toContain('Hello there,');
      expect(text).toContain('Hello there,');
      expect(html + text).not.toContain(firstname);
    }
  });

  it.each(['J.R.', 'Dr. Ada', 'Ada-Łucja', 'Ada...'])('greets %s by name', async (firstname) => {
    await guest.post('/api/auth/register', { ...newcomer, firstname, email: email() });

    for (const { text } of greetings()) expect(text).toContain(`Hello ${firstname},`);
  });

  it('joins the lines of a name and adds no recipient', async () => {
    const address = email();
    const firstname = 'Ada\r\nBcc: eve@example.com';

    const response = await guest.post('/api/auth/register', { ...newcomer, firstname, email: address });

    expect(response.status).toBe(201);
    expect(greetings().map(({ to }) => to)).toEqual([
      { name: 'Ada Bcc: eve@example.com O’Brien', address },
      { name: 'Ada Bcc: eve@example.com O’Brien', address },
    ]);
    expect(server.sessions.flatMap(({ envelope }) => envelope.rcptTo.map((to) => to.address))).not.toContain(
      'eve@example.com',
    );
    expect(server.arrived[0]?.headers).not.toHaveProperty('bcc');
  });
});
