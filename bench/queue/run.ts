import { median } from '../statistics.js';
import { table } from '../report.js';
import { type Contender, contendersFor } from './contenders.js';
import { measure, type Measurement } from './measure.js';
import { readOptions } from './options.js';

const DISPATCH_GOAL = 1;
/** Of what BullMQ does without Lumina. */
const SHARE_GOAL = 0.8;
const COLUMNS = ['', 'server', 'dispatch ms', 'dispatched/s', 'worked/s', 'goal', ''];

type Result = Measurement & { contender: Contender };

function middle(rounds: readonly Measurement[], name: Exclude<keyof Measurement, 'server'>): number {
  return median(rounds.map((round) => round[name]));
}

function summary(contender: Contender, rounds: readonly Measurement[]): Result {
  return {
    contender,
    server: rounds[0]?.server ?? '',
    dispatch: middle(rounds, 'dispatch'),
    dispatchedPerSecond: middle(rounds, 'dispatchedPerSecond'),
    workedPerSecond: middle(rounds, 'workedPerSecond'),
  };
}

function goalOf({ contender }: Result, results: readonly Result[]): number | undefined {
  if (contender.name !== 'redis') return contender.goal;
  const bare = results.find(({ contender: { name } }) => name === 'bullmq');
  return bare && bare.workedPerSecond * SHARE_GOAL;
}

function row(result: Result, results: readonly Result[]): string[] {
  const { contender, server, dispatch, dispatchedPerSecond, workedPerSecond } = result;
  const goal = goalOf(result, results);
  const isMet = workedPerSecond >= (goal ?? 0) && (goal === undefined || dispatch < DISPATCH_GOAL);
  const judged =
    goal === undefined ? ['', ''] : [`≥ ${goal.toFixed(0)}, < ${DISPATCH_GOAL} ms`, isMet ? 'met' : 'MISSED'];
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
  // In turns, so that whatever else this machine does falls on all of them.
  for (let round = 0; round < options.rounds; round += 1) {
    for (const [contender, done] of rounds) done.push(await measure(contender, options));
  }
  const results = [...rounds].map(([contender, done]) => summary(contender, done));
  process.stdout.write(`${table([COLUMNS, ...results.map((result) => row(result, results))])}\n`);
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
