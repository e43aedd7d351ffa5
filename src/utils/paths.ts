import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

function findRoot(directory: string): string {
  return existsSync(join(directory, 'package.json')) ? directory : findRoot(dirname(directory));
}

/** The project's folder, the same from `src` and from `dist`. */
export const projectRoot = findRoot(import.meta.dirname);

/** An absolute path: relative ones start at the project's folder, wherever the process was started. */
export function resolvePath(...segments: string[]): string {
  return resolve(projectRoot, ...segments);
}
