// PostgreSQL rejects NUL in text, and an unpaired surrogate is not a valid character in any database.
const UNSTORABLE = /[\0\p{Surrogate}]/u;

const EARLIEST = Date.UTC(1000, 0, 1);
const LATEST = Date.UTC(10_000, 0, 1) - 1;

/** True if every supported database can store and compare this text. */
export function isStorableText(text: string): boolean {
  return !UNSTORABLE.test(text);
}

/** True if the date columns of every supported database can store and compare this date. */
export function isStorableDate(date: Date): boolean {
  return date.getTime() >= EARLIEST && date.getTime() <= LATEST;
}
