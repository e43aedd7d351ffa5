/** Exponential backoff: doubles the delay with each failure, up to a maximum, in the unit of `first` and `max`. */
export function exponentialBackoff(failures: number, { first, max }: { first: number; max: number }): number {
  return Math.min(first * 2 ** (failures - 1), max);
}
