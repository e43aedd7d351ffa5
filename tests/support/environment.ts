import { randomUUID } from 'node:crypto';
import { constants, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { databaseName, templateFile, testDirectory, testEnvironment } from './testEnvironment.js';

/** Each test file gets its own folders and, on SQLite, its own database. */
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
