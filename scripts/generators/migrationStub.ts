import type { Values } from './renderStub.js';
import { plural, snake } from './words.js';

interface Stub {
  stub: string;
  values: Values;
}

/** Column types derived from names. */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/_at$/, 'DATE(3)'],
  [/_id$/, 'BIGINT'],
  [/^(is|has)_/, 'BOOLEAN'],
];

function tableName(text = ''): string {
  return snake(plural(text.split('_')));
}

function columnValues(column = '', ofTable?: string): Values {
  const [, type = 'STRING(255)'] = TYPES.find(([pattern]) => pattern.test(column)) ?? [];
  return { table: tableName(ofTable), column, type };
}

/**
 * Selects the stub by the migration's name: `create_posts_table`, `add_slug_to_posts`, `remove_slug_from_posts`, or any
 * other.
 */
export function migrationStub(name: string): Stub {
  const [, created] = /^create_(.+)_table$/.exec(name) ?? [];
  if (created) return { stub: 'migration.create', values: { table: tableName(created) } };
  const [, added, addedTo] = /^add_(.+)_to_(.+)$/.exec(name) ?? [];
  if (added) return { stub: 'migration.add', values: columnValues(added, addedTo) };
  const [, removed, removedFrom] = /^remove_(.+)_from_(.+)$/.exec(name) ?? [];
  if (removed) return { stub: 'migration.remove', values: columnValues(removed, removedFrom) };
  return { stub: 'migration', values: {} };
}
