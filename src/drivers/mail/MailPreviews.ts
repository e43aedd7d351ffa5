import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { clock } from '../../utils/clock.js';
import { randomToken } from '../../utils/random.js';
import { Message } from './MailDriver.js';

const Preview = Message.extend({ sentAt: z.string().transform((text) => new Date(text)) });

export interface MailPreview extends z.output<typeof Preview> {
  /** The id in its URL: `/dev/mail/:key`. */
  key: string;
}

/** Starts with a timestamp, so that keys sort by time. */
const KEY_PATTERN = /^\d{13}-\d{4}-[\w-]{8}$/;
const MAX_PREVIEWS = 200;

let previewCount = 0;

function createKey(): string {
  previewCount += 1;
  return [clock.now().getTime(), String(previewCount % 10_000).padStart(4, '0'), randomToken(6)].join('-');
}

/** Previews of messages of the log driver, in files that all processes of the application share. */
export class MailPreviews {
  public constructor(private readonly directory: string) {}

  /** Saves a message and deletes the oldest beyond the maximum. */
  public async add(message: Message): Promise<void> {
    const file = this.filePath(createKey());
    await mkdir(this.directory, { recursive: true });
    // Written to a temporary file and renamed, so that readers never see half a file.
    await writeFile(`${file}.part`, JSON.stringify({ ...message, sentAt: clock.now() }));
    await rename(`${file}.part`, file);
    for (const key of (await this.listKeys()).slice(MAX_PREVIEWS)) await rm(this.filePath(key), { force: true });
  }

  /** Returns all previews, newest first. */
  public async findAll(): Promise<MailPreview[]> {
    const previews = await Promise.all((await this.listKeys()).map((key) => this.find(key)));
    return previews.filter((preview) => preview !== undefined);
  }

  public async find(key: string): Promise<MailPreview | undefined> {
    if (!KEY_PATTERN.test(key)) return undefined;
    try {
      const text = await readFile(this.filePath(key), 'utf8');
      return { ...Preview.parse(JSON.parse(text)), key };
    } catch {
      // It was deleted meanwhile, or was not written by this application.
      return undefined;
    }
  }

  private async listKeys(): Promise<string[]> {
    const files = await readdir(this.directory).catch(() => []);
    const names = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
    return names
      .filter((name) => KEY_PATTERN.test(name))
      .sort()
      .reverse();
  }

  private filePath(key: string): string {
    return join(this.directory, `${key}.json`);
  }
}
