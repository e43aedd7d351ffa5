import type { Readable } from 'node:stream';

/** Where files are kept. Every driver passes the same suite: tests/feature/storage/. */
export interface StorageDriver {
  /**
   * Stores a file, wholly or not at all; one with the same key is replaced.
   *
   * @param type its media type, with which it is served
   */
  put: (key: string, content: Buffer, type: string) => Promise<void>;
  /** @throws FileNotFound */
  get: (key: string) => Promise<Buffer>;
  /** For files that are too large to be held in memory. @throws FileNotFound */
  stream: (key: string) => Promise<Readable>;
  exists: (key: string) => Promise<boolean>;
  /** What is gone already is no error. */
  delete: (key: string) => Promise<void>;
  /** The address where everybody reads a public file. */
  url: (key: string) => string;
  /** An address that opens a private file to whoever has it, for at most seven days. A public file's own stays open. */
  signedUrl: (key: string, seconds: number) => Promise<string>;
  /** @throws Error if files could not be stored now */
  ping: () => Promise<void>;
  close: () => Promise<void>;
}
