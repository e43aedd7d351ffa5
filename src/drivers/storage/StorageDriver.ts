import type { Readable } from 'node:stream';

/** Stores files. Every driver passes tests/feature/storage/. */
export interface StorageDriver {
  /**
   * Stores a file atomically, replacing one with the same key.
   *
   * @param type media type with which the file is served
   */
  put: (key: string, content: Buffer, type: string) => Promise<void>;
  /** @throws FileNotFound */
  get: (key: string) => Promise<Buffer>;
  /** Streams a file, for content too large for memory. @throws FileNotFound */
  stream: (key: string) => Promise<Readable>;
  exists: (key: string) => Promise<boolean>;
  /** Deletes a file; idempotent. */
  delete: (key: string) => Promise<void>;
  /** The public URL of a public file. */
  url: (key: string) => string;
  /** A URL that gives access to a private file, for at most seven days. A public file keeps its permanent URL. */
  signedUrl: (key: string, seconds: number) => Promise<string>;
  /** @throws Error if the storage is unavailable */
  ping: () => Promise<void>;
  close: () => Promise<void>;
}
