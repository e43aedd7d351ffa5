import { setTimeout as sleep } from 'node:timers/promises';
import { logIn } from './admin.js';
import { type Command, commands } from './commands.js';
import { assertSameAnswers } from './fairness.js';
import { type Measurement, measure, warmUp } from './load.js';
import type { Options } from './options.js';
import type { Scenario } from './scenarios.js';
import { ServerProcess } from './ServerProcess.js';
import { median } from './statistics.js';
import { residentMegabytes } from './usage.js';

const SETTLE_MS = 1_000;

export interface Pair<T> {
  lumina: T;
  baseline: T;
}

export interface Result {
  scenario: Scenario;
  measured: Pair<Measurement>;
}

export interface Comparison {
  results: Result[];
  /** Milliseconds. */
  coldStart: Pair<number>;
  /** Megabytes, before any load and after all of it. */
  idle: Pair<number>;
  loaded: Pair<number>;
}

async function both<T>(work: (name: Command) => Promise<T> | T): Promise<Pair<T>> {
  return { lumina: await work('lumina'), baseline: await work('baseline') };
}

function medians(rounds: readonly Measurement[]): Measurement {
  const medianOf = (name: keyof Measurement): number => median(rounds.map((round) => round[name]));
  return {
    requestsPerSecond: medianOf('requestsPerSecond'),
    p50: medianOf('p50'),
    p99: medianOf('p99'),
    cpu: medianOf('cpu'),
  };
}

/** Measures the median time to the first response, in milliseconds. */
async function coldStart(name: Command, env: NodeJS.ProcessEnv, starts: number): Promise<number> {
  const times: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    const server = await ServerProcess.start(commands[name], env);
    times.push(server.coldStart);
    await server.stop();
  }
  return median(times);
}

/** Loads the servers in turn, so that other load on the machine affects both equally. */
async function compare(
  scenario: Scenario,
  servers: Pair<ServerProcess>,
  token: string,
  options: Options,
): Promise<Result> {
  await both((name) => warmUp(servers[name], scenario, token, options.warmUp));
  const rounds: Pair<Measurement>[] = [];
  while (rounds.length < options.rounds) {
    rounds.push(await both((name) => measure(servers[name], scenario, token, options.seconds)));
  }
  return { scenario, measured: await both((name) => medians(rounds.map((round) => round[name]))) };
}

/** Measures Lumina and the baseline side by side. */
export async function compareAll(env: NodeJS.ProcessEnv, options: Options): Promise<Comparison> {
  const cold = await both((name) => coldStart(name, env, options.starts));
  const servers = await both((name) => ServerProcess.start(commands[name], env));
  await sleep(SETTLE_MS);
  const memory = (): Promise<Pair<number>> => both((name) => residentMegabytes(servers[name].pid));
  const idle = await memory();
  const token = await logIn(servers.lumina.url);
  await assertSameAnswers(options.scenarios, token, Object.values(servers));
  const results: Result[] = [];
  for (const scenario of options.scenarios) results.push(await compare(scenario, servers, token, options));
  const loaded = await memory();
  await both((name) => servers[name].stop());
  return { results, coldStart: cold, idle, loaded };
}
