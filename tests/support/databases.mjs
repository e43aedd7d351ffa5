import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Creates or drops the databases of this run in a separate process. Returns its exit status. */
export function databases(task) {
  const script = join(import.meta.dirname, 'databases.ts');
  return spawnSync(process.execPath, ['--import', 'tsx', script, task], { stdio: 'inherit' }).status;
}
