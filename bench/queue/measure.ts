import { environment } from '../environment.js';
import { median } from '../statistics.js';
import type { Contender } from './contenders.js';
import type { Options } from './options.js';
import { Program } from './Program.js';

const WORKERS = 2;
const WORK_TIMEOUT_MS = 120_000;

export interface Measurement {
  server: string;
  /** Median in milliseconds. */
  dispatch: number;
  dispatchedPerSecond: number;
  workedPerSecond: number;
}

async function waitUntilDone(workers: readonly Program[], jobs: number): Promise<void> {
  const counts = workers.map(() => 0);
  await new Promise<void>((resolve, reject) => {
    const timeout = setTimeout(
      () => reject(new Error(`Only ${counts.join(' + ')} of ${jobs} jobs were processed`)),
      WORK_TIMEOUT_MS,
    );
    const add = (index: number, count: number): void => {
      counts[index] = count;
      if (counts.reduce((sum, each) => sum + each, 0) < jobs) return;
      clearTimeout(timeout);
      resolve();
    };
    for (const [index, worker] of workers.entries()) worker.onWorked((count) => add(index, count));
  });
}

async function dispatch(program: Program, jobs: number): Promise<number[]> {
  program.send({ kind: 'dispatch', jobs });
  return (await program.waitFor('dispatched')).durations;
}

/** Returns the jobs per second of two workers that start at the same time. */
async function work(workers: readonly Program[], { jobs, concurrency }: Options): Promise<number> {
  const start = performance.now();
  for (const worker of workers) worker.send({ kind: 'work', concurrency });
  await waitUntilDone(workers, jobs);
  return (jobs * 1_000) / (performance.now() - start);
}

/** Measures one round: jobs are dispatched one after the other, then processed by two workers. */
export async function measure(contender: Contender, options: Options): Promise<Measurement> {
  const env = { ...environment(''), ...contender.environment(), LOG_LEVEL: 'error' };
  const dispatcher = new Program(contender.program, env);
  const { server } = await dispatcher.waitFor('ready');
  const workers = Array.from({ length: WORKERS }, () => new Program(contender.program, env));
  await Promise.all(workers.map((worker) => worker.waitFor('ready')));
  const durations = await dispatch(dispatcher, options.jobs);
  const workedPerSecond = await work(workers, options);
  await Promise.all(workers.map((worker) => worker.end()));
  dispatcher.send({ kind: 'clear' });
  await dispatcher.waitFor('cleared');
  await dispatcher.end();
  const seconds = durations.reduce((sum, duration) => sum + duration, 0) / 1_000;
  return { server, dispatch: median(durations), dispatchedPerSecond: options.jobs / seconds, workedPerSecond };
}
