/** Lets a bounded number of tasks in at a time; the others wait in the order in which they came. */
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

  /** How many wait for a place. */
  public get waitingCount(): number {
    return this.waiters.length;
  }

  /** Waits for a place and keeps it until the returned function is called, once or more often. */
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
