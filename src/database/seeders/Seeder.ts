/** Puts records into the database that were not there; running it twice adds nothing. */
export interface Seeder {
  /** Returns what it added, for whoever watches, or nothing. */
  run(): Promise<string | undefined>;
}
