import { existsSync, readdirSync } from 'node:fs';
import { basename, posix, sep } from 'node:path';
import { resolvePath } from '../../src/utils/paths.js';

/** The source files below a folder of the project, as paths from the project's folder. */
export function sourceFiles(folder: string): string[] {
  if (!existsSync(resolvePath(folder))) return [];
  return readdirSync(resolvePath(folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => posix.join(folder, ...file.split(sep)));
}

export function baseNameOf(path: string): string {
  return basename(path, '.ts');
}
