import type { Readable } from 'node:stream';
import { storageConfig } from '../../config/storage.js';
import { onClose } from '../lifecycle.js';
import { assertKey } from './keys.js';
import type { StorageDriver } from './StorageDriver.js';

const drivers: Record<typeof storageConfig.disk, () => Promise<StorageDriver>> = {
  local: async () => new (await import('./LocalStorage.js')).LocalStorage(),
  s3: async () => new (await import('./S3Storage.js')).S3Storage(),
  cloudinary: async () => new (await import('./CloudinaryStorage.js')).CloudinaryStorage(),
};

/** Validates every key, so that drivers do not have to. */
class CheckedStorage implements StorageDriver {
  public constructor(private readonly driver: StorageDriver) {}

  public async put(key: string, content: Buffer, type: string): Promise<void> {
    await this.driver.put(assertKey(key), content, type);
  }

  public async get(key: string): Promise<Buffer> {
    return await this.driver.get(assertKey(key));
  }

  public async stream(key: string): Promise<Readable> {
    return await this.driver.stream(assertKey(key));
  }

  public async exists(key: string): Promise<boolean> {
    return await this.driver.exists(assertKey(key));
  }

  public async delete(key: string): Promise<void> {
    await this.driver.delete(assertKey(key));
  }

  public url(key: string): string {
    return this.driver.url(assertKey(key));
  }

  public async signedUrl(key: string, seconds: number): Promise<string> {
    return await this.driver.signedUrl(assertKey(key), seconds);
  }

  public ping(): Promise<void> {
    return this.driver.ping();
  }

  public close(): Promise<void> {
    return this.driver.close();
  }
}

/** The application's file storage, selected by STORAGE_DISK. Keys that start with `private/` are private files. */
export const Storage: StorageDriver = new CheckedStorage(await drivers[storageConfig.disk]());

onClose(() => Storage.close());
