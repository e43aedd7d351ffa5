import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { clock } from '../../utils/clock.js';
import { randomToken } from '../../utils/random.js';
import { Message } from './MailDriver.js';

const Preview = Message.extend({ sentAt: z.string().transform((text) => new Date(text)) });

export interface MailPreview extends z.output<typeof Preview> {
  /** How its address names it: `/dev/mail/:key`. */
  key: string;
}

/** Begins with the time, so that names sort as messages were sent. */
const KEY = /^\d{13}-\d{4}-[\w-]{8}$/;
const KEPT = 200;

let written = 0;

function newKey(): string {
  written += 1;
  return [clock.now().getTime(), String(written % 10_000).padStart(4, '0'), randomToken(6)].join('-');
}

/** What the log driver "sent", in files that every process of the application can read. */
export class MailPreviews {
  public constructor(private readonly directory: string) {}

  /** Keeps a message, and forgets the oldest. */
  public async add(message: Message): Promise<void> {
    const file = this.file(newKey());
    await mkdir(this.directory, { recursive: true });
    // Renamed when it is whole, so that nobody reads half a file.
    await writeFile(`${file}.part`, JSON.stringify({ ...message, sentAt: clock.now() }));
    await rename(`${file}.part`, file);
    for (const key of (await this.keys()).slice(KEPT)) await rm(this.file(key), { force: true });
  }

  /** The newest first. */
  public async all(): Promise<MailPreview[]> {
    const found = await Promise.all((await this.keys()).map((key) => this.find(key)));
    return found.filter((preview) => preview !== undefined);
  }

  public async find(key: string): Promise<MailPreview | undefined> {
    if (!KEY.test(key)) return undefined;
    try {
      const text = await readFile(this.file(key), 'utf8');
      return { ...Preview.parse(JSON.parse(text)), key };
    } catch {
      // Forgotten since, or not written by this application.
      return undefined;
    }
  }

  private async keys(): Promise<string[]> {
    const files = await readdir(this.directory).catch(() => []);
    const names = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
    return names
      .filter((name) => KEY.test(name))
      .sort()
      .reverse();
  }

  private file(key: string): string {
    return join(this.directory, `${key}.json`);
  }
}
