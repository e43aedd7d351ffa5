/** Text written by users on one line: it must not break a header, be decoded by a mail client or start a new line. */
export function singleLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll('=?', '= ?')
    .trim();
}

/** Anything that mail clients turn into a link. */
const LINK_LIKE = /:\/\/|www\.|[.．。｡]\p{L}{2,}/iu;

/** Anyone can register another person's email address under any name: our mail must not deliver a stranger's links. */
export function safeFirstName(firstname: string): string {
  return LINK_LIKE.test(firstname) ? 'there' : singleLine(firstname);
}
