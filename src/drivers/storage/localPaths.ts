import { mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { storageConfig } from '../../config/storage.js';
import { FileNotFound } from '../../exceptions/NotFound.js';
import { isPrivate, PRIVATE_PREFIX } from './keys.js';

const { directory, privateDirectory } = storageConfig.local;

/** Returns the system's error code, such as ENOENT. */
export function getErrorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

function isNotFoundError(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(getErrorCode(error));
}

/** Returns the file's path and the root folder that must contain it. */
export function resolveKey(key: string): { root: string; path: string } {
  const root = isPrivate(key) ? privateDirectory : directory;
  return { root, path: join(root, isPrivate(key) ? key.slice(PRIVATE_PREFIX.length) : key) };
}

/** Resolves symbolic links in the path of the folder, or of its nearest existing parent. */
async function findRealFolder(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isNotFoundError(error)) throw error;
    return findRealFolder(dirname(path));
  }
}

/** Prevents path traversal through symbolic links; keys themselves cannot leave the folder. */
async function isWithin(root: string, realPath: string): Promise<boolean> {
  const realRoot = await realpath(root);
  return realPath === realRoot || realPath.startsWith(realRoot + sep);
}

/** Returns the file's real path. @throws FileNotFound */
export async function locateFile(key: string): Promise<string> {
  const { root, path } = resolveKey(key);
  try {
    const realPath = await realpath(path);
    if ((await isWithin(root, realPath)) && (await stat(realPath)).isFile()) return realPath;
  } catch (error) {
    if (!isNotFoundError(error)) throw error;
  }
  throw new FileNotFound(key);
}

/** True if the path lies within the root folder, even if the file does not exist yet. */
export async function isInsideRoot(root: string, path: string): Promise<boolean> {
  await mkdir(root, { recursive: true });
  return isWithin(root, await findRealFolder(dirname(path)));
}

/** Returns the file's path and creates its folder. @throws FileNotFound if the path is outside of the root folder */
export async function preparePath(key: string): Promise<string> {
  const { root, path } = resolveKey(key);
  if (!(await isInsideRoot(root, path))) throw new FileNotFound(key);
  await mkdir(dirname(path), { recursive: true });
  return path;
}
