import { access, constants, type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { appConfig } from '../../config/app.js';
import { storageConfig } from '../../config/storage.js';
import { FileNotFound } from '../../exceptions/NotFound.js';
import { clock } from '../../utils/clock.js';
import { randomToken } from '../../utils/random.js';
import { isPrivate, PRIVATE_PREFIX } from './keys.js';
import { getErrorCode, isInsideRoot, locateFile, resolveKey, preparePath } from './localPaths.js';
import { signFileKey } from './signature.js';
import type { StorageDriver } from './StorageDriver.js';

const { directory, path: publicPath, privateDirectory, privatePath } = storageConfig.local;

/**
 * The temporary path of an upload. Its name is predictable, so that `delete` also removes what a killed process left
 * behind.
 */
function toPartPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.part`);
}

async function openPartFile(path: string): Promise<{ part: string; file: FileHandle }> {
  const part = toPartPath(path);
  try {
    return { part, file: await open(part, 'wx') };
  } catch (error) {
    if (getErrorCode(error) !== 'EEXIST') throw error;
    // Another request is writing the same file.
    const other = `${part}.${randomToken(6)}`;
    return { part: other, file: await open(other, 'wx') };
  }
}

async function writeAndSync(file: FileHandle, content: Buffer): Promise<void> {
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Files in two local folders: a public one, and a private one that is served through signed URLs only. */
export class LocalStorage implements StorageDriver {
  /** Writes to a temporary file and renames it (atomic write), so that readers never see half a file. */
  public async put(key: string, content: Buffer): Promise<void> {
    const path = await preparePath(key);
    const { part, file } = await openPartFile(path);
    try {
      await writeAndSync(file, content);
      await rename(part, path);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  public async get(key: string): Promise<Buffer> {
    return readFile(await locateFile(key));
  }

  public async stream(key: string): Promise<Readable> {
    const file = await open(await locateFile(key));
    return file.createReadStream();
  }

  public async exists(key: string): Promise<boolean> {
    try {
      await locateFile(key);
      return true;
    } catch (error) {
      if (error instanceof FileNotFound) return false;
      throw error;
    }
  }

  public async delete(key: string): Promise<void> {
    const { root, path } = resolveKey(key);
    if (await this.exists(key)) await rm(path, { force: true });
    if (await isInsideRoot(root, path)) await rm(toPartPath(path), { force: true });
  }

  public url(key: string): string {
    return `${appConfig.url}${publicPath}/${key}`;
  }

  public signedUrl(key: string, seconds: number): Promise<string> {
    if (!isPrivate(key)) return Promise.resolve(this.url(key));
    const expires = clock.epochSeconds() + seconds;
    const url = `${appConfig.url}${privatePath}/${key.slice(PRIVATE_PREFIX.length)}`;
    return Promise.resolve(`${url}?expires=${expires}&signature=${signFileKey(key, expires)}`);
  }

  public async ping(): Promise<void> {
    for (const folder of [directory, privateDirectory]) {
      await mkdir(folder, { recursive: true });
      await access(folder, constants.W_OK);
    }
  }

  public async close(): Promise<void> {
    // There is nothing to close.
  }
}
