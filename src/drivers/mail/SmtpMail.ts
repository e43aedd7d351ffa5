import { createTransport } from 'nodemailer';
import { type mailConfig } from '../../config/mail.js';
import { AUTO_SUBMITTED_HEADERS, MailDriver, type Message } from './MailDriver.js';

type SmtpOptions = typeof mailConfig.smtp;

const TIMEOUTS_MS = { dnsTimeout: 10_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

const MAX_CONNECTIONS = 5;

/** Certificates are always verified; NODE_EXTRA_CA_CERTS adds private certificate authorities. */
function createSmtpTransport({ host, port, security, username, password }: SmtpOptions) {
  return createTransport({
    ...TIMEOUTS_MS,
    pool: true,
    maxConnections: MAX_CONNECTIONS,
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { minVersion: 'TLSv1.2' },
    ...(username !== undefined && { auth: { user: username, pass: password ?? '' } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** Sends messages through an SMTP server, over a small pool of connections. */
export class SmtpMail extends MailDriver {
  private readonly transport: ReturnType<typeof createSmtpTransport>;

  public constructor(options: SmtpOptions) {
    super();
    this.transport = createSmtpTransport(options);
  }

  public override close(): void {
    this.transport.close();
  }

  protected async deliver({ id, ...message }: Message): Promise<void> {
    await this.transport.sendMail({ ...message, messageId: `<${id}>`, headers: { ...AUTO_SUBMITTED_HEADERS } });
  }
}
