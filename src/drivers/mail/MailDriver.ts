import { z } from 'zod';
import { InvalidMessage } from './InvalidMessage.js';

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
export const AUTO_SUBMITTED_HEADERS = { 'Auto-Submitted': 'auto-generated' };

const CONTROL_CHARACTER = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** RFC 2047: a reader would decode it, whatever it hides. */
const ENCODED_WORD = /=\?[^?\s]*\?[bq]\?/i;
const ADDRESS_PATTERN = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/;
const MAX_ADDRESS_LENGTH = 254;

function assertValidMessage({ id, from, to, subject }: Message): void {
  for (const text of [id, from.name, to.name, subject]) {
    if (CONTROL_CHARACTER.test(text))
      throw new InvalidMessage('A header holds a line break or another control character');
    if (ENCODED_WORD.test(text)) throw new InvalidMessage('A header holds text that readers would decode');
  }
  for (const { address } of [from, to, { address: id }]) {
    if (!ADDRESS_PATTERN.test(address) || CONTROL_CHARACTER.test(address) || address.length > MAX_ADDRESS_LENGTH)
      throw new InvalidMessage(`Not an address: ${JSON.stringify(address)}`);
  }
}

/** How messages leave the house. Every driver passes the same suite: tests/feature/drivers/mail/contract.test.ts. */
export abstract class MailDriver {
  /** Sends one message. @throws InvalidMessage, or an Error with the server's words if it was not taken */
  public async send(message: Message): Promise<void> {
    assertValidMessage(message);
    await this.deliver(message);
  }

  public close(): void {
    // Most drivers hold nothing open.
  }

  protected abstract deliver(message: Message): Promise<void>;
}
