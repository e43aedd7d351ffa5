import { existsSync, readdirSync } from 'node:fs';
import { basename, posix, sep } from 'node:path';
import { resolvePath } from '../../src/utils/paths.js';

/** Lists the source files below a folder, relative to the project. */
export function sourceFiles(folder: string): string[] {
  if (!existsSync(resolvePath(folder))) return [];
  return readdirSync(resolvePath(folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => posix.join(folder, ...file.split(sep)));
}

export function baseNameOf(path: string): string {
  return basename(path, '.ts');
}
