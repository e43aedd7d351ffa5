/** Reserved words, which cannot be variable names. */
const KEYWORDS =
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
  'finally for function if implements import in instanceof interface let new null package private protected public ' +
  'return static super switch this throw true try typeof undefined var void while with yield';

/** Names that generated code already uses, and the table of `Migration`. */
const TAKEN =
  'array boolean controller datatypes date error factory function json map migration model number object promise record ' +
  'request response sequelize set string symbol values';

const RESERVED = new Set(`${KEYWORDS} ${TAKEN}`.split(' '));

export function isReserved(name: string): boolean {
  return RESERVED.has(name.toLowerCase());
}
