import { table } from '../report.js';
import { median } from '../statistics.js';
import { type Contender, contendersFor } from './contenders.js';
import { measure, type Measurement } from './measure.js';
import { readOptions } from './options.js';

const DISPATCH_GOAL_MS = 1;
/** Minimum share of plain BullMQ's throughput. */
const BULLMQ_SHARE_GOAL = 0.8;
const COLUMNS = ['', 'server', 'dispatch ms', 'dispatched/s', 'worked/s', 'goal', ''];

type Result = Measurement & { contender: Contender };

function medianBy(rounds: readonly Measurement[], name: Exclude<keyof Measurement, 'server'>): number {
  return median(rounds.map((round) => round[name]));
}

function summarize(contender: Contender, rounds: readonly Measurement[]): Result {
  return {
    contender,
    server: rounds[0]?.server ?? '',
    dispatch: medianBy(rounds, 'dispatch'),
    dispatchedPerSecond: medianBy(rounds, 'dispatchedPerSecond'),
    workedPerSecond: medianBy(rounds, 'workedPerSecond'),
  };
}

function findGoal({ contender }: Result, results: readonly Result[]): number | undefined {
  if (contender.name !== 'redis') return contender.goal;
  const bare = results.find(({ contender: { name } }) => name === 'bullmq');
  return bare && bare.workedPerSecond * BULLMQ_SHARE_GOAL;
}

function toRow(result: Result, results: readonly Result[]): string[] {
  const { contender, server, dispatch, dispatchedPerSecond, workedPerSecond } = result;
  const goal = findGoal(result, results);
  const isMet = workedPerSecond >= (goal ?? 0) && (goal === undefined || dispatch < DISPATCH_GOAL_MS);
  const judged =
    goal === undefined ? ['', ''] : [`≥ ${goal.toFixed(0)}, < ${DISPATCH_GOAL_MS} ms`, isMet ? 'met' : 'MISSED'];
  return [
    contender.name,
    server,
    dispatch.toFixed(2),
    dispatchedPerSecond.toFixed(0),
    workedPerSecond.toFixed(0),
    ...judged,
  ];
}

async function run(): Promise<void> {
  const options = readOptions();
  const contenders = await contendersFor(options.only);
  const rounds = new Map(contenders.map((contender) => [contender, [] as Measurement[]]));
  // Interleaved, so that other load on the machine affects all contenders equally.
  for (let round = 0; round < options.rounds; round += 1) {
    for (const [contender, done] of rounds) done.push(await measure(contender, options));
  }
  const results = [...rounds].map(([contender, done]) => summarize(contender, done));
  process.stdout.write(`${table([COLUMNS, ...results.map((result) => toRow(result, results))])}\n`);
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
