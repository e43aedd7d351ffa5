import { once } from 'node:events';
import { buildBaseline, removeBaseline } from './commands.js';
import { compareAll } from './compare.js';
import { createDatabase } from './database.js';
import { environment } from './environment.js';
import { type Options, readOptions } from './options.js';
import { profileAll } from './profile.js';
import { report } from './report.js';
import { killProcesses, spawnNode } from './spawnNode.js';

/** Rejects when the benchmark is interrupted; never resolves. */
function interruption(): Promise<never> {
  return new Promise((_resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => reject(new Error(`Interrupted by ${signal}`)));
    }
    process.on('uncaughtException', reject);
  });
}

async function prepare(env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawnNode(['--import', 'tsx', 'bench/prepare.ts'], { env, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The database of the benchmark could not be prepared');
}

async function measure(options: Options, databaseUrl: string): Promise<void> {
  const env = environment(databaseUrl);
  buildBaseline();
  await prepare(env);
  if (options.profile) await profileAll(env, options);
  else process.stdout.write(`${report(await compareAll(env, options))}\n`);
}

async function run(): Promise<void> {
  const options = readOptions();
  const database = await createDatabase();
  try {
    await Promise.race([measure(options, database.url), interruption()]);
  } finally {
    await killProcesses();
    removeBaseline();
    await database.drop();
  }
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
