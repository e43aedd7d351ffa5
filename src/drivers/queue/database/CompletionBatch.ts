import { setImmediate } from 'node:timers/promises';

interface PendingCompletion {
  id: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Batches completions: jobs that finish while a statement is in flight are completed by the next one. */
export class CompletionBatch {
  private pending: PendingCompletion[] = [];
  private isWriting = false;

  public constructor(private readonly write: (ids: number[]) => Promise<unknown>) {}

  /** Resolves once the completion is stored. */
  public add(id: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.pending.push({ id, resolve, reject });
      if (!this.isWriting) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    // Jobs that finish in the same turn of the event loop join the batch.
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
