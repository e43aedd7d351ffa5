import { appConfig } from '../config/app.js';
import { mailConfig } from '../config/mail.js';
import { getMailDriver } from '../drivers/mail/index.js';
import type { Address, Message } from '../drivers/mail/MailDriver.js';
import type { User } from '../models/users/User.js';

export type Recipient = Pick<User, 'firstname' | 'lastname' | 'email'>;

/** Names come from users: none of them may break a header, be decoded by a reader or begin a new line of the text. */
export function singleLine(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll('=?', '= ?')
    .trim();
}

/** What mail readers make a link of. */
const LINK_LIKE = /:\/\/|www\.|[.．。｡]\p{L}{2,}/iu;

/** Anybody can register another's e-mail under any name: the mail must not carry a stranger's links to them. */
function safeFirstName(firstname: string): string {
  return LINK_LIKE.test(firstname) ? 'there' : singleLine(firstname);
}

/** A kind of message: what it is about, what it says, and to whom. `Data` is what its templates are filled with. */
export abstract class Mailable<Data extends object = object> {
  /** The name of its templates: `views/emails/<template>.hbs` and `<template>.text.hbs`. */
  protected abstract readonly template: string;
  protected abstract readonly subject: string;

  public constructor(
    private readonly recipient: Recipient,
    private readonly data: Data,
  ) {}

  public get to(): Address {
    const { firstname, lastname, email } = this.recipient;
    return { name: singleLine(`${firstname} ${lastname}`), address: email };
  }

  /** @param id names the message wherever it is sent, and again if it is sent a second time */
  public async buildMessage(id: string): Promise<Message> {
    // Loaded with the first message: a server that sends none need not hold the template engine in memory.
    const { renderHtml, renderText } = await import('./templates.js');
    const { subject, template, to } = this;
    const firstname = safeFirstName(this.recipient.firstname);
    const data = { ...this.data, app: appConfig.title, subject, recipient: { firstname, email: to.address } };
    const html = renderHtml(template, data);
    const domain = mailConfig.from.address.split('@')[1];
    return { id: `${id}@${domain}`, from: mailConfig.from, to, subject, html, text: renderText(template, data) };
  }

  /** @throws Error with the server's words if the message was not taken */
  public async send(id: string): Promise<void> {
    const driver = await getMailDriver();
    await driver.send(await this.buildMessage(id));
  }
}
