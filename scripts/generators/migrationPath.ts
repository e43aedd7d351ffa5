import { posix } from 'node:path';
import { CommandFailed } from '../support/CommandFailed.js';
import { baseNameOf, sourceFiles } from './sourceFiles.js';
import { parsePath, snake } from './words.js';

const DIRECTORY = 'src/database/migrations';
const TIMESTAMPED = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)_/;

function formatTimestamp(moment: Date): string {
  return moment.toISOString().replace(/\D/g, '').slice(0, 14);
}

/** Returns the time one second after the latest migration. */
function nextTime(names: readonly string[]): Date {
  const moments = names.flatMap((name) => {
    const [year = 0, month = 1, ...rest] = (TIMESTAMPED.exec(name) ?? []).slice(1).map(Number);
    return year ? [Date.UTC(year, month - 1, ...rest) + 1000] : [];
  });
  return new Date(Math.max(0, ...moments));
}

function latestTime(...moments: Date[]): Date {
  return new Date(Math.max(...moments.map(Number)));
}

/**
 * Returns the path of a new migration. Its timestamp sorts after all others, even within the same second.
 *
 * @throws CommandFailed if the name is invalid, or a migration of this name exists
 */
export function migrationPath(input: string, now: Date): { path: string; name: string } {
  const { folders, words } = parsePath(input);
  const name = snake(words);
  const others = sourceFiles(DIRECTORY);
  const duplicate = others.find((other) => baseNameOf(other).replace(TIMESTAMPED, '') === name);
  if (duplicate) throw new CommandFailed(`${duplicate} already exists`);
  const file = `${formatTimestamp(latestTime(now, nextTime(others.map(baseNameOf))))}_${name}.ts`;
  return { path: posix.join(DIRECTORY, ...folders, file), name };
}
