/** How long to pause after so many failures in a row: twice as long each time, up to a limit, in the unit of both. */
export function exponentialBackoff(failures: number, { first, max }: { first: number; max: number }): number {
  return Math.min(first * 2 ** (failures - 1), max);
}
