import { appConfig } from '../../config/app.js';
import { storageConfig } from '../../config/storage.js';
import { Storage } from './index.js';
import { isValidKey, isPrivate } from './keys.js';

const BASE_PATH = `${storageConfig.local.path}/`;

/** The path of a public file on this server. It works for every disk. */
export function toPublicPath(key: string): string {
  return `${BASE_PATH}${key}`;
}

/** Returns the key of the public file at this path; undefined if the path is not a valid public key. */
export function parseStorageKey(path: string): string | undefined {
  const key = path.startsWith(BASE_PATH) ? path.slice(BASE_PATH.length) : '';
  return isValidKey(key) && !isPrivate(key) ? key : undefined;
}

/** Returns the absolute URL of a path; for files, the URL of the storage itself, which saves a redirect. */
export function resolvePublicUrl(path: string): string {
  const key = parseStorageKey(path);
  return key ? Storage.url(key) : `${appConfig.url}${path}`;
}
