// NUL ends a text in PostgreSQL and half a surrogate pair is no character: no database can store them.
const UNSTORABLE = /[\0\p{Surrogate}]/u;

const EARLIEST = Date.UTC(1000, 0, 1);
const LATEST = Date.UTC(10_000, 0, 1) - 1;

/** Whether every supported database can hold, and compare with, this text. */
export function isStorableText(text: string): boolean {
  return !UNSTORABLE.test(text);
}

/** Whether the date columns of every supported database can hold, and compare with, this moment. */
export function isStorableDate(date: Date): boolean {
  return date.getTime() >= EARLIEST && date.getTime() <= LATEST;
}
