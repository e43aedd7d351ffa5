import sqlite3 from 'sqlite3';

export interface FileLock {
  /** Whether it was taken; false while another process has it. */
  take: () => Promise<boolean>;
  release: () => Promise<void>;
}

function open(file: string): Promise<sqlite3.Database> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, (error) => (error ? reject(error) : resolve(database)));
  });
}

function take(database: sqlite3.Database): Promise<boolean> {
  return new Promise((resolve, reject) => {
    database.exec('BEGIN EXCLUSIVE', (error: (Error & { code?: string }) | null) => {
      if (error && error.code !== 'SQLITE_BUSY') reject(error);
      else resolve(error === null);
    });
  });
}

function close(database: sqlite3.Database): Promise<void> {
  return new Promise((resolve, reject) => database.close((error) => (error ? reject(error) : resolve())));
}

/** SQLite has no lock by name: an exclusive transaction on a file beside the database, which ends with the process. */
export async function openLock(storage: string): Promise<FileLock> {
  const database = await open(`${storage}.lock`);
  return { take: () => take(database), release: () => close(database) };
}
