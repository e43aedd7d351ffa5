import { appConfig } from '../../config/app.js';
import { storageConfig } from '../../config/storage.js';
import { Storage } from './index.js';
import { isKey, isPrivate } from './keys.js';

const BASE = `${storageConfig.local.path}/`;

/** The path of a public file below the server's address, which leads to it whatever disk it is on. */
export function pathOf(key: string): string {
  return `${BASE}${key}`;
}

/** The key of the public file with this path; undefined where there can be none. */
export function keyOf(path: string): string | undefined {
  const key = path.startsWith(BASE) ? path.slice(BASE.length) : '';
  return isKey(key) && !isPrivate(key) ? key : undefined;
}

/** The whole address of a path, as it is read without a detour. */
export function urlOf(path: string): string {
  const key = keyOf(path);
  return key ? Storage.url(key) : `${appConfig.url}${path}`;
}
