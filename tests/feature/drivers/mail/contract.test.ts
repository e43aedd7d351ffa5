import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LogMail } from '../../../../src/drivers/mail/LogMail.js';
import type { MailDriver, Message } from '../../../../src/drivers/mail/MailDriver.js';
import { MailPreviews } from '../../../../src/drivers/mail/MailPreviews.js';
import { SendGridMail } from '../../../../src/drivers/mail/SendGridMail.js';
import { SmtpMail } from '../../../../src/drivers/mail/SmtpMail.js';
import { MailServer, message, SendGridDouble } from '../../../support/mail.js';
import { testDirectory } from '../../../support/testEnvironment.js';

interface Subject {
  driver: MailDriver;
  arrived: () => Promise<Message[]> | Message[];
  /** A mailer that rejects every message, and its error message. */
  broken: () => Promise<{ driver: MailDriver; words: RegExp }>;
}

function smtpTo(server: MailServer): SmtpMail {
  const account = { username: undefined, password: undefined };
  return new SmtpMail({ host: '127.0.0.1', port: server.port, security: 'none', ...account });
}

async function smtp(): Promise<Subject> {
  const server = await new MailServer().start();
  const rejecting = await new MailServer().start();
  rejecting.refuse = () => '550 5.1.1 No such user here';
  return {
    driver: smtpTo(server),
    arrived: () => server.arrived,
    broken: () => Promise.resolve({ driver: smtpTo(rejecting), words: /550 5\.1\.1 No such user here/ }),
  };
}

async function sendgrid(): Promise<Subject> {
  const server = await new SendGridDouble().start();
  const rejecting = await new SendGridDouble().start();
  rejecting.refuse = () => ({ status: 400, words: 'Does not contain a valid address.' });
  const driver = ({ url }: SendGridDouble) => new SendGridMail({ apiKey: 'SG.key', baseUrl: url });
  return {
    driver: driver(server),
    arrived: () => server.arrived,
    broken: () => Promise.resolve({ driver: driver(rejecting), words: /400 Does not contain a valid address\./ }),
  };
}

function log(): Promise<Subject> {
  const previews = new MailPreviews(`${testDirectory()}/${randomUUID()}`);
  const file = `${testDirectory()}/${randomUUID()}`;
  return Promise.resolve({
    driver: new LogMail(previews),
    arrived: () => previews.findAll(),
    broken: async () => {
      await writeFile(file, 'not a folder');
      return { driver: new LogMail(new MailPreviews(file)), words: /EEXIST|ENOTDIR/ };
    },
  });
}

const STRANGE = [
  ['a line break and another header', 'Hello\r\nBcc: everybody@example.com'],
  ['a line feed alone', 'Hello\nBcc: everybody@example.com'],
  ['a carriage return alone', 'Hello\rBcc: everybody@example.com'],
  ['a folded line', 'Hello\r\n Bcc: everybody@example.com'],
  ['the end of the headers', 'Hello\r\n\r\n<p>Another body</p>'],
  ['a null character', 'Hello\0'],
  ['a line separator of Unicode', 'Hello\u2028Bcc: everybody@example.com'],
  ['a line break that readers decode', '=?utf-8?q?Hello=0D=0ABcc:_eve?='],
] as const;

const ADDRESSES = [
  '',
  'ada',
  '@example.com',
  'ada@',
  'ada@example.com\r\nRCPT TO:<eve@example.com>',
  'ada@example.com, eve@example.com',
  'ada@example.com;eve@example.com',
  '<ada@example.com>',
  'Ada <ada@example.com>',
  'ada@example.com eve@example.com',
  'ada@b@example.com',
  `${'x'.repeat(250)}@example.com`,
];

describe.each([
  ['log', log],
  ['smtp', smtp],
  ['sendgrid', sendgrid],
])('the %s driver', (_name, open) => {
  let subject: Subject;

  beforeAll(async () => {
    subject = await open();
  });

  afterAll(() => subject.driver.close());

  async function expectRejection(changes: Partial<Message>): Promise<void> {
    const before = (await subject.arrived()).length;

    await expect(subject.driver.send(message(changes))).rejects.toMatchObject({ name: 'InvalidMessage' });

    expect(await subject.arrived()).toHaveLength(before);
  }

  async function sent(changes: Partial<Message>): Promise<Message | undefined> {
    const one = message(changes);
    await subject.driver.send(one);
    return (await subject.arrived()).find(({ id }) => id === one.id);
  }

  it.each(STRANGE)('rejects a subject with %s', (_what, text) => expectRejection({ subject: text }));

  it.each(STRANGE)('rejects a name with %s', async (_what, name) => {
    await expectRejection({ to: { name, address: 'ada@example.com' } });
    await expectRejection({ from: { name, address: 'hello@lumina.test' } });
  });

  it.each(STRANGE)('rejects a Message-ID with %s', (_what, text) => expectRejection({ id: `${text}@lumina.test` }));

  it.each(ADDRESSES)('rejects anything but a single address: %j', async (address) => {
    await expectRejection({ to: { name: '', address } });
    await expectRejection({ from: { name: '', address } });
  });

  it('explains why a message was rejected', async () => {
    const { driver, words } = await subject.broken();

    await expect(driver.send(message())).rejects.toThrow(words);

    driver.close();
  });

  it('keeps every part of a message', async () => {
    const parts = { subject: 'News', html: '<h1>News</h1>\n<p>of today</p>\n', text: 'News\n\nof today\n' };

    const arrived = await sent(parts);

    expect(arrived).toMatchObject({
      subject: 'News',
      from: { name: 'Lumina', address: 'hello@lumina.test' },
      to: { name: 'Ada Lovelace', address: 'ada@example.com' },
    });
    expect(arrived?.html.trim()).toBe(parts.html.trim());
    expect(arrived?.text.trim()).toBe(parts.text.trim());
  });

  it.each([
    ['nothing', ''],
    ['a comma', 'Lovelace, Ada'],
    ['quotes', 'Ada "the Countess" Lovelace'],
    ['angle brackets', 'Ada <eve@example.com>'],
    ['a backslash', 'Ada \\ Lovelace'],
    ['any script', '李 😀 Łukasz'],
  ])('keeps a name of %s, and its address', async (_what, name) => {
    const arrived = await sent({ to: { name, address: 'ada+news@example.com' } });

    expect(arrived?.to).toEqual({ name, address: 'ada+news@example.com' });
  });

  it('keeps a long subject in any script', async () => {
    const long = 'Grüße 李 😀 '.repeat(20).trim();

    const arrived = await sent({ subject: long });

    expect(arrived?.subject).toBe(long);
  });

  it('keeps texts in any script, with long lines and lines of a dot', async () => {
    const text = `Grüße 李 😀\n.\n..\n${'x'.repeat(2_000)}\nFrom here\n`;

    const arrived = await sent({ text, html: `<p>${text}</p>` });

    expect(arrived?.text.trim()).toBe(text.trim());
    expect(arrived?.html.trim()).toBe(`<p>${text}</p>`);
  });

  it('sends messages concurrently', async () => {
    const many = Array.from({ length: 20 }, () => message());

    await Promise.all(many.map((one) => subject.driver.send(one)));

    const ids = (await subject.arrived()).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(many.map(({ id }) => id)));
  });
});
