import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** The tested parts of an event in Sentry's protocol. */
export interface SentryEvent {
  environment: string;
  release: string;
  transaction?: string;
  user?: object;
  tags?: Record<string, unknown>;
  exception: { values: { type: string; value: string }[] };
}

async function readBody(req: IncomingMessage): Promise<string> {
  const body = Buffer.concat((await req.toArray()) as Buffer[]);
  return (req.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
}

/** The events of an envelope: its header, then a header and a payload for each item. */
function parseEvents(envelope: string): SentryEvent[] {
  const lines = envelope.split('\n').filter(Boolean);
  const parsed = lines.map((line) => JSON.parse(line) as object);
  return parsed.filter((_line, index) => {
    const header = parsed[index - 1];
    return header !== undefined && 'type' in header && header.type === 'event';
  }) as SentryEvent[];
}

/** A server that receives events of Sentry's SDK. */
export class SentryServer {
  /** All received bodies, unparsed. */
  public received = '';
  public readonly events: SentryEvent[] = [];

  private readonly server = createServer((req, res) => {
    void readBody(req).then((body) => {
      this.received += body;
      this.events.push(...parseEvents(body));
      res.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    });
  });

  /** Starts it and returns its DSN. */
  public async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://abc123@127.0.0.1:${(this.server.address() as AddressInfo).port}/1`;
  }

  public stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
