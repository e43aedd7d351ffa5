import { plural, snake } from './words.js';
import type { Values } from './renderStub.js';

interface Stub {
  stub: string;
  values: Values;
}

/** What a column's name says about its type. */
const TYPES: readonly (readonly [RegExp, string])[] = [
  [/_at$/, 'DATE(3)'],
  [/_id$/, 'BIGINT'],
  [/^(is|has)_/, 'BOOLEAN'],
];

function tableName(text = ''): string {
  return snake(plural(text.split('_')));
}

function columnValues(column = '', of?: string): Values {
  const [, type = 'STRING(255)'] = TYPES.find(([pattern]) => pattern.test(column)) ?? [];
  return { table: tableName(of), column, type };
}

/** The stub that a migration's name asks for: `create_posts_table`, `add_slug_to_posts`, `remove_slug_from_posts`, or any. */
export function migrationStub(name: string): Stub {
  const [, created] = /^create_(.+)_table$/.exec(name) ?? [];
  if (created) return { stub: 'migration.create', values: { table: tableName(created) } };
  const [, added, grown] = /^add_(.+)_to_(.+)$/.exec(name) ?? [];
  if (added) return { stub: 'migration.add', values: columnValues(added, grown) };
  const [, removed, shrunk] = /^remove_(.+)_from_(.+)$/.exec(name) ?? [];
  if (removed) return { stub: 'migration.remove', values: columnValues(removed, shrunk) };
  return { stub: 'migration', values: {} };
}
