/** Counts what each holds of something that all share, so that nobody can hold it all. */
export class ConcurrencyQuota<Holder> {
  private readonly heldCounts = new Map<Holder, number>();

  /** @param maxPerHolder what one may hold at a time */
  public constructor(private readonly maxPerHolder: number) {}

  /** Whether there was a share left for the holder, who has it from now on and must give it back. */
  public tryAcquire(holder: Holder): boolean {
    const held = this.heldCounts.get(holder) ?? 0;
    if (held >= this.maxPerHolder) return false;
    this.heldCounts.set(holder, held + 1);
    return true;
  }

  public release(holder: Holder): void {
    const left = (this.heldCounts.get(holder) ?? 0) - 1;
    if (left > 0) this.heldCounts.set(holder, left);
    else this.heldCounts.delete(holder);
  }
}
