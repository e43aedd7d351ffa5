import type { Redis } from 'ioredis';
import { onClose } from '../lifecycle.js';
import { askRedis } from '../redis/withRedis.js';

export type Deletion = (connection: Redis) => Promise<void>;

/** Past that, everything is deleted when Redis is back. */
const MAX = 10_000;

/** Milliseconds between two tries to make up for what was missed. */
const PAUSE = 500;

/** Deletions that Redis could not be told of. They are made up for when it is back, before anything is read from it. */
export class MissedDeletions {
  private readonly missed = new Map<string, Deletion>();
  private timer: NodeJS.Timeout | undefined;

  public constructor(private readonly everything: Deletion) {
    onClose(() => clearInterval(this.timer));
  }

  public add(name: string, deletion: Deletion): void {
    if (this.missed.size < MAX) this.missed.set(name, deletion);
    else this.missed.set('everything', this.everything);
    // Other processes read on, and this one may have nothing else to ask Redis for.
    this.timer ??= setInterval(() => void this.retry(), PAUSE).unref();
  }

  public async makeUp(connection: Redis): Promise<void> {
    for (const [name, deletion] of this.missed) {
      await deletion(connection);
      if (this.missed.get(name) === deletion) this.missed.delete(name);
    }
  }

  private async retry(): Promise<void> {
    await askRedis((connection) => this.makeUp(connection)).catch(() => undefined);
    if (this.missed.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
