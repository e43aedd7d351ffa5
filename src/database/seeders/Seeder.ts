/** Inserts missing records; idempotent. */
export interface Seeder {
  /** Returns a summary of the added records, or undefined if there are none. */
  run(): Promise<string | undefined>;
}
