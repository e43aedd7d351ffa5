import { appConfig } from '../../config/app.js';
import { storageConfig } from '../../config/storage.js';
import { Storage } from './index.js';
import { isValidKey, isPrivate } from './keys.js';

const BASE_PATH = `${storageConfig.local.path}/`;

/** The path of a public file below the server's address, which leads to it whatever disk it is on. */
export function toPublicPath(key: string): string {
  return `${BASE_PATH}${key}`;
}

/** The key of the public file with this path; undefined where there can be none. */
export function parseStorageKey(path: string): string | undefined {
  const key = path.startsWith(BASE_PATH) ? path.slice(BASE_PATH.length) : '';
  return isValidKey(key) && !isPrivate(key) ? key : undefined;
}

/** The whole address of a path, as it is read without a detour. */
export function resolvePublicUrl(path: string): string {
  const key = parseStorageKey(path);
  return key ? Storage.url(key) : `${appConfig.url}${path}`;
}
