/** What cannot name a variable, and so not the records of a model. */
const KEYWORDS =
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
  'finally for function if implements import in instanceof interface let new null package private protected public ' +
  'return static super switch this throw true try typeof undefined var void while with yield';

/** What a model of this name would hide from the code around it; the table of a Migration is taken as well. */
const TAKEN =
  'array boolean controller datatypes date error factory function json map migration model number object promise record ' +
  'request response sequelize set string symbol values';

const RESERVED = new Set(`${KEYWORDS} ${TAKEN}`.split(' '));

export function isReserved(name: string): boolean {
  return RESERVED.has(name.toLowerCase());
}
