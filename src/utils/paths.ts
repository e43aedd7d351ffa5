import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

function findRoot(directory: string): string {
  return existsSync(join(directory, 'package.json')) ? directory : findRoot(dirname(directory));
}

/** The project's root folder, both from `src` and from `dist`. */
export const projectRoot = findRoot(import.meta.dirname);

/** Returns an absolute path. Relative paths start at the project's root, regardless of the working directory. */
export function resolvePath(...segments: string[]): string {
  return resolve(projectRoot, ...segments);
}
