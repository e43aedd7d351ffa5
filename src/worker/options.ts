import { parseArgs } from 'node:util';
import { queueConfig, type QueueName } from '../config/queue.js';
import type { WorkOptions } from '../drivers/queue/QueueDriver.js';
import { OperatorError } from '../utils/OperationalError.js';

const USAGE = `Usage: npm run worker -- [--queue ${queueConfig.names.slice(0, 2).join(',')}] [--concurrency 10]`;
const FLAGS = {
  queue: { type: 'string', multiple: true },
  concurrency: { type: 'string' },
  help: { type: 'boolean' },
} as const;
const MAX_CONCURRENCY = 1_000;

class WrongUsage extends OperatorError {
  public override readonly name = 'WrongUsage';

  public constructor(problem: string) {
    super(`${problem}\n${USAGE}`);
  }
}

function flagsOf(args: string[]) {
  try {
    return parseArgs({ args, options: FLAGS }).values;
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

function queueOf(text: string): QueueName {
  const name = queueConfig.names.find((known) => known === text.trim());
  if (!name) throw new WrongUsage(`There is no queue '${text}'; there are: ${queueConfig.names.join(', ')}`);
  return name;
}

function concurrencyOf(text: string): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > MAX_CONCURRENCY) {
    throw new WrongUsage(`--concurrency must be a whole number from 1 to ${MAX_CONCURRENCY}, not '${text}'`);
  }
  return number;
}

/** What a worker is told to do by its flags: every queue, unless some are named. @throws WrongUsage */
export function workOptions(args: string[]): WorkOptions {
  const { queue, concurrency, help } = flagsOf(args);
  if (help) throw new WrongUsage(`Queues: ${queueConfig.names.join(', ')}`);
  return {
    queues: queue ? [...new Set(queue.join(',').split(',').map(queueOf))] : queueConfig.names,
    concurrency: concurrency === undefined ? queueConfig.concurrency : concurrencyOf(concurrency),
  };
}
