import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Prepares a migrated database for each worker, once for the whole run. */
export default function setUp(globalConfig) {
  process.env.TEST_DIRECTORY = mkdtempSync(join(tmpdir(), 'lumina-tests-'));
  process.env.TEST_WORKERS = String(globalConfig.maxWorkers);
  const arguments_ = ['--import', 'tsx', join(import.meta.dirname, 'prepareDatabases.ts')];
  const { status } = spawnSync(process.execPath, arguments_, { stdio: 'inherit' });
  if (status !== 0) throw new Error('The test databases could not be prepared');
}
