/** Limits the number of concurrent tasks; the others wait in FIFO order. */
export class Semaphore {
  private readonly waiters: (() => void)[] = [];

  public constructor(private freeSlots: number) {}

  public async run<T>(task: () => Promise<T>): Promise<T> {
    const release = await this.acquire();
    try {
      return await task();
    } finally {
      release();
    }
  }

  /** The number of tasks that wait for a slot. */
  public get waitingCount(): number {
    return this.waiters.length;
  }

  /** Waits for a slot and returns a function that releases it; releasing is idempotent. */
  public async acquire(): Promise<() => void> {
    if (this.freeSlots > 0) this.freeSlots -= 1;
    else await new Promise<void>((resolve) => this.waiters.push(resolve));
    let isHeld = true;
    return () => {
      if (isHeld) this.release();
      isHeld = false;
    };
  }

  private release(): void {
    const next = this.waiters.shift();
    if (next) next();
    else this.freeSlots += 1;
  }
}
