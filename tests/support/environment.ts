import { randomUUID } from 'node:crypto';
import { constants, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { databaseName, templateFile, testDirectory, testEnvironment } from './testEnvironment.js';

/** Every test file has folders and, on SQLite, a database of its own. */
const directory = join(testDirectory(), randomUUID());

mkdirSync(directory);
Object.assign(process.env, testEnvironment(), {
  UPLOADS_DIRECTORY: join(directory, 'uploads'),
  PRIVATE_FILES_DIRECTORY: join(directory, 'files'),
  MAINTENANCE_FILE: join(directory, 'maintenance.lock'),
  MAIL_PREVIEWS: join(directory, 'mail'),
});

if ((process.env.DB_DIALECT ?? 'sqlite') === 'sqlite') {
  process.env.DB_STORAGE = join(directory, 'database.sqlite');
  copyFileSync(templateFile(), process.env.DB_STORAGE, constants.COPYFILE_FICLONE);
} else {
  process.env.DB_DATABASE_TEST = databaseName(process.env.JEST_WORKER_ID ?? 1);
}
