import { readFileSync } from 'node:fs';
import { resolvePath } from '../../src/utils/paths.js';

export type Values = Readonly<Record<string, string>>;

/** Renders `scripts/stubs/<name>.stub`, replacing each `{{ placeholder }}`. @throws Error if a value is missing */
export function renderStub(name: string, values: Values): string {
  const stub = readFileSync(resolvePath('scripts', 'stubs', `${name}.stub`), 'utf8');
  return stub.replace(/\{\{ (\w+) \}\}/g, (_match, placeholder: string) => {
    const value = values[placeholder];
    if (value === undefined) throw new Error(`The stub ${name} has no value for ${placeholder}`);
    return value;
  });
}
