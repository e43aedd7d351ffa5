import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll } from '@jest/globals';
import PostalMime, { type Address as ParsedAddress } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import type { Address, Message } from '../../src/drivers/mail/MailDriver.js';

/** A received message. */
export interface ReceivedMail extends Message {
  /** Headers in their original order, with names in lower case. */
  headers: Record<string, string>;
}

const servers = new Set<{ stop: () => Promise<void> }>();

afterAll(async () => {
  await Promise.all([...servers].map((server) => server.stop()));
});

function reply(words: string): Error {
  return Object.assign(new Error(words.slice(4)), { responseCode: Number(words.slice(0, 3)) });
}

async function parse(stream: AsyncIterable<Uint8Array>): Promise<ReceivedMail> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const {
    from,
    to,
    subject = '',
    html = '',
    text = '',
    messageId = '',
    ...rest
  } = await PostalMime.parse(Buffer.concat(chunks));
  const [recipient] = to ?? [];
  const headers = Object.fromEntries(rest.headers.map(({ key, value }) => [key, value]));
  return {
    id: messageId.slice(1, -1),
    from: parseAddress(from),
    to: parseAddress(recipient),
    subject,
    html,
    text,
    headers,
  };
}

function parseAddress(part: ParsedAddress | undefined): Address {
  return { name: part?.name ?? '', address: part?.address ?? '' };
}

/** An SMTP server that stores received messages. */
export class MailServer {
  public readonly arrived: ReceivedMail[] = [];
  public readonly sessions: SMTPServerSession[] = [];
  /** Returns the error for a rejected recipient, such as `550 No such user`. */
  public refuse: (address: string) => string | undefined = () => undefined;
  private server: SMTPServer | undefined;
  private usedPort = 0;

  /** Without encryption and authentication by default. */
  public constructor(private readonly options: SMTPServerOptions = {}) {
    servers.add(this);
  }

  public get port(): number {
    return this.usedPort;
  }

  /** Listens on a free port; after a stop, on the same one. */
  public async start(): Promise<this> {
    const plain = { authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true, closeTimeout: 50 };
    this.server = new SMTPServer({ ...plain, ...this.options, ...this.callbacks() });
    // Some tests close connections early.
    this.server.on('error', () => undefined);
    const listening = this.server.listen(this.usedPort, '127.0.0.1');
    await once(listening, 'listening');
    this.usedPort = (listening.address() as AddressInfo).port;
    return this;
  }

  public async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(resolve));
  }

  private callbacks(): SMTPServerOptions {
    return {
      onConnect: (session, done) => {
        this.sessions.push(session);
        done();
      },
      onRcptTo: ({ address }, _session, done) => {
        const words = this.refuse(address);
        done(words === undefined ? null : reply(words));
      },
      onData: (stream, _session, done) => {
        parse(stream)
          .then((message) => this.arrived.push(message))
          .then(() => done(), done);
      },
    };
  }
}

interface SendGridBody {
  from: { name: string; email: string };
  personalizations: [{ to: [{ name?: string; email: string }] }];
  subject: string;
  content: { type: string; value: string }[];
  headers: Record<string, string>;
  tracking_settings: object;
}

/** A fake of SendGrid's v3 endpoint, as documented. */
export class SendGridDouble {
  public readonly arrived: ReceivedMail[] = [];
  public readonly requests: { url: string; authorization: string; body: SendGridBody }[] = [];
  /** Returns the error with which it rejects a message. */
  public refuse: (address: string) => { status: number; words: string } | undefined = () => undefined;
  private readonly server = createServer((req, res) => {
    void (json(req) as Promise<SendGridBody>).then((body) => {
      this.requests.push({ url: req.url ?? '', authorization: req.headers.authorization ?? '', body });
      const [{ to }] = body.personalizations;
      const refusal = this.refuse(to[0].email);
      if (refusal) {
        res.writeHead(refusal.status, { 'Content-Type': 'application/json' });
        res.end(JSON.stringify({ errors: [{ message: refusal.words, field: null, help: null }] }));
        return;
      }
      this.arrived.push(this.read(body));
      res.writeHead(202).end();
    });
  });

  public async start(): Promise<this> {
    servers.add(this);
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private read({ from, personalizations, subject, content, headers }: SendGridBody): ReceivedMail {
    const [{ to }] = personalizations;
    const part = (type: string): string => content.find((one) => one.type === type)?.value ?? '';
    return {
      id: (headers['Message-ID'] ?? '').slice(1, -1),
      from: { name: from.name, address: from.email },
      to: { name: to[0].name ?? '', address: to[0].email },
      subject,
      html: part('text/html'),
      text: part('text/plain'),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    };
  }
}

let made = 0;

/** A valid message, with some parts changed. */
export function message(changes: Partial<Message> = {}): Message {
  made += 1;
  return {
    id: `${made}.${Date.now()}@lumina.test`,
    from: { name: 'Lumina', address: 'hello@lumina.test' },
    to: { name: 'Ada Lovelace', address: 'ada@example.com' },
    subject: 'A subject',
    html: '<p>Some HTML</p>',
    text: 'Some text\n',
    ...changes,
  };
}
