import { setImmediate } from 'node:timers/promises';

interface Waiting {
  id: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Completes jobs together: those that finish while one statement is under way share the next. */
export class CompletionBatch {
  private waiting: Waiting[] = [];
  private isWriting = false;

  public constructor(private readonly write: (ids: number[]) => Promise<unknown>) {}

  /** Resolves once the job is known to be done. */
  public add(id: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ id, resolve, reject });
      if (!this.isWriting) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    // Others that finish in this very turn come along.
    await setImmediate();
    while (this.waiting.length > 0) await this.writeBatch(this.waiting.splice(0));
    this.isWriting = false;
  }

  private async writeBatch(batch: Waiting[]): Promise<void> {
    try {
      await this.write(batch.map(({ id }) => id));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
