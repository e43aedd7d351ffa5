import { posix } from 'node:path';
import { CommandFailed } from '../support/CommandFailed.js';
import { baseNameOf, sourceFiles } from './sourceFiles.js';
import { parsePath, snake } from './words.js';

const DIRECTORY = 'src/database/migrations';
const TIMESTAMPED = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)_/;

function formatTimestamp(moment: Date): string {
  return moment.toISOString().replace(/\D/g, '').slice(0, 14);
}

/** A second after the latest of these migrations. */
function nextMoment(names: readonly string[]): Date {
  const moments = names.flatMap((name) => {
    const [year = 0, month = 1, ...rest] = (TIMESTAMPED.exec(name) ?? []).slice(1).map(Number);
    return year ? [Date.UTC(year, month - 1, ...rest) + 1000] : [];
  });
  return new Date(Math.max(0, ...moments));
}

function latestMoment(...moments: Date[]): Date {
  return new Date(Math.max(...moments.map(Number)));
}

/**
 * Where a new migration belongs: behind every other one, also when several are made within a second.
 *
 * @throws CommandFailed if it is no name, or there is a migration of this name
 */
export function migrationPath(input: string, now: Date): { path: string; name: string } {
  const { folders, words } = parsePath(input);
  const name = snake(words);
  const others = sourceFiles(DIRECTORY);
  const same = others.find((other) => baseNameOf(other).replace(TIMESTAMPED, '') === name);
  if (same) throw new CommandFailed(`${same} exists already`);
  const file = `${formatTimestamp(latestMoment(now, nextMoment(others.map(baseNameOf))))}_${name}.ts`;
  return { path: posix.join(DIRECTORY, ...folders, file), name };
}
