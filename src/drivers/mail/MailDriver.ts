import { z } from 'zod';
import { InvalidMessage } from './InvalidMessage.js';

const Address = z.object({
  /** The display name; may be empty. */
  name: z.string(),
  address: z.string(),
});

export type Address = z.output<typeof Address>;

/** An outgoing message. */
export const Message = z.object({
  /** The Message-ID without its brackets. Every attempt uses the same one, so that duplicates are recognizable. */
  id: z.string(),
  from: Address,
  to: Address,
  subject: z.string(),
  html: z.string(),
  text: z.string(),
});

export type Message = z.output<typeof Message>;

/** Prevents automatic replies such as out-of-office notices (RFC 3834). */
export const AUTO_SUBMITTED_HEADERS = { 'Auto-Submitted': 'auto-generated' };

const CONTROL_CHARACTER = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** An encoded word (RFC 2047): mail clients would decode it and could show a forged header. */
const ENCODED_WORD = /=\?[^?\s]*\?[bq]\?/i;
const ADDRESS_PATTERN = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/;
const MAX_ADDRESS_LENGTH = 254;

function assertValidMessage({ id, from, to, subject }: Message): void {
  for (const text of [id, from.name, to.name, subject]) {
    if (CONTROL_CHARACTER.test(text))
      throw new InvalidMessage('A header contains a line break or another control character');
    if (ENCODED_WORD.test(text)) throw new InvalidMessage('A header contains an encoded word');
  }
  for (const { address } of [from, to, { address: id }]) {
    if (!ADDRESS_PATTERN.test(address) || CONTROL_CHARACTER.test(address) || address.length > MAX_ADDRESS_LENGTH)
      throw new InvalidMessage(`Invalid email address: ${JSON.stringify(address)}`);
  }
}

/** Sends messages. Every driver passes tests/feature/drivers/mail/contract.test.ts. */
export abstract class MailDriver {
  /** Sends one message. @throws InvalidMessage, or an Error with the server's response if it was rejected */
  public async send(message: Message): Promise<void> {
    assertValidMessage(message);
    await this.deliver(message);
  }

  public close(): void {
    // Most drivers keep no connection open.
  }

  protected abstract deliver(message: Message): Promise<void>;
}
