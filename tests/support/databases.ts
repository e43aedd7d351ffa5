import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { databaseName, templateFile, testEnvironment } from './testEnvironment.js';

const { TEST_WORKERS = '1', DB_DIALECT = 'sqlite' } = process.env;
const [task = 'create'] = process.argv.slice(2);

/** SQLite needs one template, which each test file copies; a server gets a database for each worker. */
const environments =
  DB_DIALECT === 'sqlite'
    ? [{ DB_STORAGE: templateFile() }]
    : Array.from({ length: Number(TEST_WORKERS) }, (_, index) => ({ DB_DATABASE_TEST: databaseName(index + 1) }));

for (const environment of environments) {
  const env = { ...process.env, ...testEnvironment(), ...environment };
  const script = join(import.meta.dirname, `${task}Database.ts`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', script], { env, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
