import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { onClose } from '../lifecycle.js';
import type { MaintenanceDriver } from './MaintenanceDriver.js';

/** Milliseconds until every running server knows of a change; polling works on every file system. */
export const POLL_INTERVAL = 250;

/** The state of this machine, in a lock file. */
export class FileMaintenance implements MaintenanceDriver {
  public text: string | undefined;

  public constructor(private readonly file: string) {}

  public start(): Promise<void> {
    // Not fs.watchFile: it misses a change before its first look at the file, which happens later in a thread.
    const timer = setInterval(() => this.read(), POLL_INTERVAL).unref();
    onClose(() => clearInterval(timer));
    this.read();
    return Promise.resolve();
  }

  public async down(text: string): Promise<void> {
    await writeFile(this.file, text);
    this.read();
  }

  public async up(): Promise<void> {
    await rm(this.file, { force: true });
    this.read();
  }

  /** A lock file that cannot be read counts as an empty one: the application is down. */
  private read(): void {
    try {
      this.text = readFileSync(this.file, 'utf8');
    } catch {
      this.text = existsSync(this.file) ? '' : undefined;
    }
  }
}
