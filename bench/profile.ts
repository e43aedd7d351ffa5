import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logIn } from './admin.js';
import { commands } from './commands.js';
import { CpuProfile, type SelfTime } from './CpuProfile.js';
import { measure, warmUp } from './load.js';
import type { Options } from './options.js';
import { table } from './report.js';
import type { Scenario } from './scenarios.js';
import { ServerProcess } from './ServerProcess.js';

const MAX_ROWS = 15;

function now(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

function listing(title: string, times: readonly SelfTime[], requests: number): string {
  const rows = times.slice(0, MAX_ROWS).map(({ name, time }) => [name, (time / requests).toFixed(1)]);
  return table([[title, 'µs'], ...rows]);
}

async function profile(
  scenario: Scenario,
  env: NodeJS.ProcessEnv,
  directory: string,
  options: Options,
): Promise<string> {
  const server = await ServerProcess.start(['--cpu-prof', `--cpu-prof-dir=${directory}`, ...commands.lumina], env);
  const token = await logIn(server.url);
  await warmUp(server, scenario, token, options.warmUp);
  const from = now();
  const { requestsPerSecond, cpu } = await measure(server, scenario, token, options.seconds);
  const to = now();
  await server.stop();
  const [file = ''] = readdirSync(directory);
  const recorded = CpuProfile.read(join(directory, file)).between(from, to);
  const requests = requestsPerSecond * ((to - from) / 1_000_000);
  const title = `${scenario.method} ${scenario.path}: ${cpu.toFixed(0)} µs per request while profiled`;
  const packages = listing('Package', recorded.byPackage(), requests);
  return `${title}\n\n${packages}\n\n${listing('Function', recorded.byFunction(), requests)}\n`;
}

/** Profiles each scenario: microseconds per request by package and by function. */
export async function profileAll(env: NodeJS.ProcessEnv, options: Options): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'lumina-bench-'));
  for (const scenario of options.scenarios) {
    const text = await profile(scenario, env, mkdtempSync(join(directory, `${scenario.name}-`)), options);
    process.stdout.write(`${text}\n`);
  }
  process.stdout.write(`Profiles for the browser's developer tools: ${directory}\n`);
}
