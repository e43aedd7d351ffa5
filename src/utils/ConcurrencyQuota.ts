/** Limits how many units of a shared resource each holder has, so that none can exhaust it. */
export class ConcurrencyQuota<Holder> {
  private readonly heldCounts = new Map<Holder, number>();

  /** @param maxPerHolder maximum units per holder */
  public constructor(private readonly maxPerHolder: number) {}

  /** Takes a unit for the holder, who must release it; false if the holder's quota is used up. */
  public tryAcquire(holder: Holder): boolean {
    const heldCount = this.heldCounts.get(holder) ?? 0;
    if (heldCount >= this.maxPerHolder) return false;
    this.heldCounts.set(holder, heldCount + 1);
    return true;
  }

  public release(holder: Holder): void {
    const remaining = (this.heldCounts.get(holder) ?? 0) - 1;
    if (remaining > 0) this.heldCounts.set(holder, remaining);
    else this.heldCounts.delete(holder);
  }
}
