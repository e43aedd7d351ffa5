import { environment } from '../environment.js';
import { median } from '../statistics.js';
import type { Contender } from './contenders.js';
import type { Options } from './options.js';
import { Program } from './Program.js';

const WORKERS = 2;
const PATIENCE = 120_000;

export interface Measurement {
  server: string;
  /** Milliseconds, the median. */
  dispatch: number;
  dispatchedPerSecond: number;
  workedPerSecond: number;
}

async function allWorked(workers: readonly Program[], jobs: number): Promise<void> {
  const counts = workers.map(() => 0);
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`Of ${jobs} jobs ${counts.join(' + ')} were worked`)), PATIENCE);
    const add = (index: number, count: number): void => {
      counts[index] = count;
      if (counts.reduce((sum, each) => sum + each, 0) < jobs) return;
      clearTimeout(late);
      resolve();
    };
    for (const [index, worker] of workers.entries()) worker.onWorked((count) => add(index, count));
  });
}

async function dispatch(program: Program, jobs: number): Promise<number[]> {
  program.tell({ kind: 'dispatch', jobs });
  return (await program.reports('dispatched')).durations;
}

/** Returns the jobs per second of two workers that start at the same moment. */
async function work(workers: readonly Program[], { jobs, concurrency }: Options): Promise<number> {
  const start = performance.now();
  for (const worker of workers) worker.tell({ kind: 'work', concurrency });
  await allWorked(workers, jobs);
  return (jobs * 1_000) / (performance.now() - start);
}

/** One round: all jobs are dispatched one after the other, then worked by two processes. */
export async function measure(contender: Contender, options: Options): Promise<Measurement> {
  const env = { ...environment(''), ...contender.environment(), LOG_LEVEL: 'error' };
  const dispatcher = new Program(contender.program, env);
  const { server } = await dispatcher.reports('ready');
  const workers = Array.from({ length: WORKERS }, () => new Program(contender.program, env));
  await Promise.all(workers.map((worker) => worker.reports('ready')));
  const durations = await dispatch(dispatcher, options.jobs);
  const workedPerSecond = await work(workers, options);
  await Promise.all(workers.map((worker) => worker.end()));
  dispatcher.tell({ kind: 'clear' });
  await dispatcher.reports('cleared');
  await dispatcher.end();
  const seconds = durations.reduce((sum, duration) => sum + duration, 0) / 1_000;
  return { server, dispatch: median(durations), dispatchedPerSecond: options.jobs / seconds, workedPerSecond };
}
