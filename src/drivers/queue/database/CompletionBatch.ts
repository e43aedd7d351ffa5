import { setImmediate } from 'node:timers/promises';

interface PendingCompletion {
  id: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Completes jobs together: those that finish while one statement is under way share the next. */
export class CompletionBatch {
  private pending: PendingCompletion[] = [];
  private isWriting = false;

  public constructor(private readonly write: (ids: number[]) => Promise<unknown>) {}

  /** Resolves once the job is known to be done. */
  public add(id: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.pending.push({ id, resolve, reject });
      if (!this.isWriting) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    // Others that finish in this very turn come along.
    await setImmediate();
    while (this.pending.length > 0) await this.writeBatch(this.pending.splice(0));
    this.isWriting = false;
  }

  private async writeBatch(batch: PendingCompletion[]): Promise<void> {
    try {
      await this.write(batch.map(({ id }) => id));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
