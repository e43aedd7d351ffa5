/** Counts what each holds of something that all share, so that nobody can hold it all. */
export class Shares<Holder> {
  private readonly held = new Map<Holder, number>();

  /** @param most what one may hold at a time */
  public constructor(private readonly most: number) {}

  /** Whether there was a share left for the holder, who has it from now on and must give it back. */
  public take(holder: Holder): boolean {
    const held = this.held.get(holder) ?? 0;
    if (held >= this.most) return false;
    this.held.set(holder, held + 1);
    return true;
  }

  public giveBack(holder: Holder): void {
    const left = (this.held.get(holder) ?? 0) - 1;
    if (left > 0) this.held.set(holder, left);
    else this.held.delete(holder);
  }
}
