import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { databases } from './databases.mjs';

/** Prepares a migrated database for each worker, once for the whole run. Both projects share the folder of the run. */
export default function setUp(globalConfig) {
  process.env.TEST_DIRECTORY ??= mkdtempSync(join(tmpdir(), 'lumina-tests-'));
  process.env.TEST_DATABASE = `${process.env.DB_DATABASE_TEST || 'lumina_test'}_${process.pid}`;
  process.env.TEST_WORKERS = String(globalConfig.maxWorkers);
  if (databases('create') !== 0) throw new Error('The test databases could not be prepared');
}
