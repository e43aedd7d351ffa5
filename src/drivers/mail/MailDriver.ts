import { z } from 'zod';
import { UnsendableMessage } from './InvalidMessage.js';

const Address = z.object({
  /** As people read it; may be empty. */
  name: z.string(),
  address: z.string(),
});

export type Address = z.output<typeof Address>;

/** A message as it leaves the house. */
export const Message = z.object({
  /** The Message-ID without its brackets; the same for every attempt, so that a repeat is recognisable. */
  id: z.string(),
  from: Address,
  to: Address,
  subject: z.string(),
  html: z.string(),
  text: z.string(),
});

export type Message = z.output<typeof Message>;

/** Says that no person wrote it, so that no one's holiday notice answers it: RFC 3834. */
export const HEADERS = { 'Auto-Submitted': 'auto-generated' };

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** RFC 2047: a reader would decode it, whatever it hides. */
const ENCODED_WORD = /=\?[^?\s]*\?[bq]\?/i;
const ADDRESS = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/;
const MAX_ADDRESS = 254;

function assertSendable({ id, from, to, subject }: Message): void {
  for (const text of [id, from.name, to.name, subject]) {
    if (CONTROL.test(text)) throw new UnsendableMessage('A header holds a line break or another control character');
    if (ENCODED_WORD.test(text)) throw new UnsendableMessage('A header holds text that readers would decode');
  }
  for (const { address } of [from, to, { address: id }]) {
    if (!ADDRESS.test(address) || CONTROL.test(address) || address.length > MAX_ADDRESS)
      throw new UnsendableMessage(`Not an address: ${JSON.stringify(address)}`);
  }
}

/** How messages leave the house. Every driver passes the same suite: tests/feature/drivers/mail/contract.test.ts. */
export abstract class MailDriver {
  /** Sends one message. @throws UnsendableMessage, or an Error with the server's words if it was not taken */
  public async send(message: Message): Promise<void> {
    assertSendable(message);
    await this.deliver(message);
  }

  public close(): void {
    // Most drivers hold nothing open.
  }

  protected abstract deliver(message: Message): Promise<void>;
}
