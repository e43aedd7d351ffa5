import { mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { storageConfig } from '../../config/storage.js';
import { FileNotFound } from '../../exceptions/NotFound.js';
import { isPrivate, PRIVATE_PREFIX } from './keys.js';

const { directory, privateDirectory } = storageConfig.local;

/** The system's word for what failed, such as ENOENT. */
export function getErrorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

function isNotFoundError(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(getErrorCode(error));
}

/** The file's path, and the folder that it must not leave. */
export function resolveKey(key: string): { root: string; path: string } {
  const root = isPrivate(key) ? privateDirectory : directory;
  return { root, path: join(root, isPrivate(key) ? key.slice(PRIVATE_PREFIX.length) : key) };
}

/** Where the folder, or the nearest one above it that exists, really is. */
async function findRealFolder(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isNotFoundError(error)) throw error;
    return findRealFolder(dirname(path));
  }
}

/** A key leads nowhere else, but a link in the folder could. */
async function isWithin(root: string, real: string): Promise<boolean> {
  const realRoot = await realpath(root);
  return real === realRoot || real.startsWith(realRoot + sep);
}

/** The file's real path. @throws FileNotFound */
export async function locateFile(key: string): Promise<string> {
  const { root, path } = resolveKey(key);
  try {
    const real = await realpath(path);
    if ((await isWithin(root, real)) && (await stat(real)).isFile()) return real;
  } catch (error) {
    if (!isNotFoundError(error)) throw error;
  }
  throw new FileNotFound(key);
}

/** Whether the file, be it there or not, would lie in the folder. */
export async function isInsideRoot(root: string, path: string): Promise<boolean> {
  await mkdir(root, { recursive: true });
  return isWithin(root, await findRealFolder(dirname(path)));
}

/** The file's path, in a folder that is made if there is none. @throws FileNotFound if it would lie elsewhere */
export async function preparePath(key: string): Promise<string> {
  const { root, path } = resolveKey(key);
  if (!(await isInsideRoot(root, path))) throw new FileNotFound(key);
  await mkdir(dirname(path), { recursive: true });
  return path;
}
