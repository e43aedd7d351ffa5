import pluralize from 'pluralize';
import { CommandFailed } from '../support/CommandFailed.js';

const SEGMENT = /^[A-Za-z][A-Za-z0-9]*([-_][A-Za-z0-9]+)*$/;

/** Limit of database identifiers, with room for prefixes. */
const MAX_LENGTH = 60;

const UNCOUNTABLE = ['analytics', 'audio', 'chaos', 'clothes', 'data', 'goods', 'gps', 'metadata', 'sms'];
const IRREGULAR = [
  ['axis', 'axes'],
  ['basis', 'bases'],
  ['canvas', 'canvases'],
  ['index', 'indexes'],
  ['lens', 'lenses'],
  ['schema', 'schemas'],
  ['virus', 'viruses'],
] as const;

// Words that pluralize does not know.
for (const word of UNCOUNTABLE) pluralize.addUncountableRule(word);
for (const [one, many] of IRREGULAR) pluralize.addIrregularRule(one, many);
pluralize.addSingularRule(/caches$/i, 'cache');

export interface Path {
  /** The sub-folders, outermost first. */
  folders: string[];
  /** The words of the name, in lower case. */
  words: string[];
}

function splitWords(text: string): string[] {
  return text
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .split(/[-_ ]/)
    .map((word) => word.toLowerCase());
}

function assertSegment(segment: string, input: string): void {
  if (segment.length > MAX_LENGTH) throw new CommandFailed(`${segment} is longer than ${MAX_LENGTH} characters`);
  if (!SEGMENT.test(segment)) {
    throw new CommandFailed(
      `'${input}' is not a valid name. Use letters, digits, - and _, starting with a letter, and / for a sub-folder`,
    );
  }
}

/** Parses `shop/ProductCategory` in any notation. @throws CommandFailed if the name is invalid */
export function parsePath(input: string): Path {
  const segments = input.split('/');
  for (const segment of segments) assertSegment(segment, input);
  const [name = '', ...folders] = segments.reverse();
  return { folders: folders.reverse().map((folder) => splitWords(folder).join('-')), words: splitWords(name) };
}

function mapLast(words: readonly string[], change: (word: string) => string): string[] {
  return words.map((word, index) => (index === words.length - 1 ? change(word) : word));
}

/** `product categories` → `product category`. */
export function singular(words: readonly string[]): string[] {
  return mapLast(words, pluralize.singular);
}

/** `product category` → `product categories`; plurals stay unchanged. */
export function plural(words: readonly string[]): string[] {
  return mapLast(words, pluralize.plural);
}

export function pascal(words: readonly string[]): string {
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

export function snake(words: readonly string[]): string {
  return words.join('_');
}
