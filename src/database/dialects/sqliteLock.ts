import sqlite3 from 'sqlite3';

export interface FileLock {
  /** Tries to acquire the lock; false if another process holds it. */
  acquire: () => Promise<boolean>;
  release: () => Promise<void>;
}

function openDatabase(file: string): Promise<sqlite3.Database> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, (error) => (error ? reject(error) : resolve(database)));
  });
}

function acquireLock(database: sqlite3.Database): Promise<boolean> {
  return new Promise((resolve, reject) => {
    database.exec('BEGIN EXCLUSIVE', (error: (Error & { code?: string }) | null) => {
      if (error && error.code !== 'SQLITE_BUSY') reject(error);
      else resolve(error === null);
    });
  });
}

function closeDatabase(database: sqlite3.Database): Promise<void> {
  return new Promise((resolve, reject) => database.close((error) => (error ? reject(error) : resolve())));
}

/**
 * SQLite has no named locks. The lock is an exclusive transaction on a file beside the database, which ends with the
 * process.
 */
export async function openFileLock(storage: string): Promise<FileLock> {
  const database = await openDatabase(`${storage}.lock`);
  return { acquire: () => acquireLock(database), release: () => closeDatabase(database) };
}
