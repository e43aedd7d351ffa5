import { Client } from '@sendgrid/client';
import { MailService } from '@sendgrid/mail';
import { z } from 'zod';
import { AUTO_SUBMITTED_HEADERS, MailDriver, type Message } from './MailDriver.js';

interface SendGridOptions {
  apiKey: string;
  baseUrl?: string;
}

/** Milliseconds. */
const TIMEOUT_MS = 30_000;

const ErrorResponse = z.object({ body: z.object({ errors: z.array(z.object({ message: z.string() })) }) });

const SendGridError = z.object({
  code: z.union([z.int(), z.string()]).default(''),
  message: z.string(),
  response: ErrorResponse.optional().catch(undefined),
});

/** The library's own errors say no more than "Bad Request", or hold the key. */
function toDeliveryError(error: unknown): Error {
  const { code, message, response } = SendGridError.parse(error);
  const details = response?.body.errors.map((one) => one.message).join('; ') ?? message;
  return new Error(`SendGrid did not take the message: ${code} ${details}`);
}

/** Hands messages to SendGrid's v3 API; links stay as they are, and nobody's reading is watched. */
export class SendGridMail extends MailDriver {
  private readonly service = new MailService();

  public constructor({ apiKey, baseUrl = 'https://api.sendgrid.com/' }: SendGridOptions) {
    super();
    const client = new Client();
    client.setApiKey(apiKey);
    client.setDefaultRequest('baseUrl', baseUrl);
    this.service.setClient(client);
    this.service.setTimeout(TIMEOUT_MS);
  }

  protected async deliver({ id, from, to, subject, html, text }: Message): Promise<void> {
    try {
      await this.service.send({
        from: { name: from.name, email: from.address },
        to: { name: to.name, email: to.address },
        subject,
        html,
        text,
        headers: { ...AUTO_SUBMITTED_HEADERS, 'Message-ID': `<${id}>` },
        trackingSettings: { clickTracking: { enable: false }, openTracking: { enable: false } },
      });
    } catch (error) {
      throw toDeliveryError(error);
    }
  }
}
