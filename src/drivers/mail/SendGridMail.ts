import { Client } from '@sendgrid/client';
import { MailService } from '@sendgrid/mail';
import { z } from 'zod';
import { AUTO_SUBMITTED_HEADERS, MailDriver, type Message } from './MailDriver.js';

interface SendGridOptions {
  apiKey: string;
  baseUrl?: string;
}

const TIMEOUT_MS = 30_000;

const ErrorResponse = z.object({ body: z.object({ errors: z.array(z.object({ message: z.string() })) }) });

const SendGridError = z.object({
  code: z.union([z.int(), z.string()]).default(''),
  message: z.string(),
  response: ErrorResponse.optional().catch(undefined),
});

/** The library's own errors either say "Bad Request" only or contain the API key. */
function toDeliveryError(error: unknown): Error {
  const { code, message, response } = SendGridError.parse(error);
  const details = response?.body.errors.map((item) => item.message).join('; ') ?? message;
  return new Error(`SendGrid rejected the message: ${code} ${details}`);
}

/** Sends messages through SendGrid's v3 API, with click and open tracking turned off. */
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
