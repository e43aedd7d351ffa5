import { beforeAll, describe, expect, it } from '@jest/globals';
import { MailServer, type ReceivedMail } from '../../../support/mail.js';

const server = await new MailServer().start();
Object.assign(process.env, { MAIL_DRIVER: 'smtp', SMTP_PORT: String(server.port), SMTP_SECURITY: 'none' });
Object.assign(process.env, { APP_URL: 'https://lumina.example/app/', FRONTEND_URL: 'https://lumina.example/app' });

const { default: UserFactory } = await import('../../../../src/database/factories/users/UserFactory.js');
const { queue } = await import('../../../../src/drivers/queue/index.js');
const { SendMail } = await import('../../../../src/jobs/SendMail.js');
const { modules } = await import('../../../../src/modules/index.js');
await import('../../../support/database.js');

const mails = modules.flatMap(({ mails = [] }) => mails).map((mailClass) => [mailClass.type, mailClass] as const);

/** Has the payload fields of every email. Each ignores the rest. */
async function createPayload() {
  const { id: userId, email } = await UserFactory.create({ firstname: 'Ada', emailVerifiedAt: null });
  const notification = { type: 'account.welcome', data: {} };
  return { userId, email, oldEmail: email, newEmail: `new.${email}`, at: '2026-11-20T11:52:57.233Z', ...notification };
}

describe.each(mails)('the email %s', (_type, mailClass) => {
  let jobId: string;
  let mail: ReceivedMail;
  let bodies: string[];

  beforeAll(async () => {
    const job = SendMail.createFor(mailClass, (await createPayload()) as never);
    await queue.push([job]);
    jobId = job.id;
    [mail] = server.arrived.splice(0) as [ReceivedMail];
    bodies = [mail.html, mail.text];
  });

  it('fills every placeholder', () => {
    expect(mail.subject + bodies.join('')).not.toMatch(/\{\{|\}\}|undefined|null|NaN|Invalid|\[object/);
  });

  it('greets the recipient and states why it was sent', () => {
    for (const body of bodies) {
      expect(body).toMatch(/Hello Ada[,.]/);
      expect(body).toContain(`Sent to ${mail.to.address} because you have an account`);
    }
  });

  it('links only to this application', () => {
    const links = [...mail.html.matchAll(/(?:href|src)="([^"]*)"/g), ...mail.text.matchAll(/(https?:\S+)/g)];

    expect(links.length).toBeGreaterThan(1);
    for (const [, link] of links) expect(link).toMatch(/^https:\/\/lumina\.example\/app\//);
  });

  it('is readable as text', () => {
    const text = mail.text.replaceAll(mail.to.address, 'ada@example.com');

    expect(text).not.toMatch(/<\w|&\w+;|&#|\n{3}|[ \t]\n/);
    expect(text.split('\n').filter((line) => line.length > 78 && !line.startsWith('https://'))).toEqual([]);
    expect(text).toMatch(/^\S/);
    expect(text).toMatch(/\S\n+$/);
  });

  it('is a complete HTML page for light and dark mode, without scripts or external resources', () => {
    expect(mail.html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(mail.html).toContain(`<title>${mail.subject}</title>`);
    expect(mail.html).toContain('<meta name="color-scheme" content="light dark">');
    expect(mail.html).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|url\(|@import/);
    expect(mail.html.length).toBeLessThan(20_000);
  });

  it('is named after its job', () => {
    expect(mail.id).toBe(`${jobId}@lumina.test`);
  });
});
