import { execFileSync } from 'node:child_process';
import { buildBaseline } from './commands.js';
import { compareAll } from './compare.js';
import { chooseDatabase } from './database.js';
import { environment } from './environment.js';
import { readOptions } from './options.js';
import { profileAll } from './profile.js';
import { report } from './report.js';

async function run(): Promise<void> {
  const options = readOptions();
  const env = environment(await chooseDatabase());
  buildBaseline();
  execFileSync(process.execPath, ['--import', 'tsx', 'bench/prepare.ts'], { env, stdio: 'inherit' });
  if (options.profile) await profileAll(env, options);
  else process.stdout.write(`${report(await compareAll(env, options))}\n`);
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
