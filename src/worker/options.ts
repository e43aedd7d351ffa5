import { parseArgs } from 'node:util';
import { queueConfig, type QueueName } from '../config/queue.js';
import type { WorkOptions } from '../drivers/queue/QueueDriver.js';
import { OperationalError } from '../utils/OperationalError.js';

const USAGE = `Usage: npm run worker -- [--queue ${queueConfig.names.slice(0, 2).join(',')}] [--concurrency 10]`;
const FLAGS = {
  queue: { type: 'string', multiple: true },
  concurrency: { type: 'string' },
  help: { type: 'boolean' },
} as const;
const MAX_CONCURRENCY = 1_000;

class UsageError extends OperationalError {
  public override readonly name = 'UsageError';

  public constructor(problem: string) {
    super(`${problem}\n${USAGE}`);
  }
}

function parseFlags(args: string[]) {
  try {
    return parseArgs({ args, options: FLAGS }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function parseQueueName(text: string): QueueName {
  const name = queueConfig.names.find((queueName) => queueName === text.trim());
  if (!name) throw new UsageError(`Unknown queue '${text}'. Available: ${queueConfig.names.join(', ')}`);
  return name;
}

function parseConcurrency(text: string): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > MAX_CONCURRENCY) {
    throw new UsageError(`--concurrency must be a whole number from 1 to ${MAX_CONCURRENCY}, not '${text}'`);
  }
  return number;
}

/** Parses the flags of a worker. It runs all queues unless some are named. @throws UsageError */
export function parseWorkOptions(args: string[]): WorkOptions {
  const { queue, concurrency, help } = parseFlags(args);
  if (help) throw new UsageError(`Queues: ${queueConfig.names.join(', ')}`);
  return {
    queues: queue ? [...new Set(queue.join(',').split(',').map(parseQueueName))] : queueConfig.names,
    concurrency: concurrency === undefined ? queueConfig.concurrency : parseConcurrency(concurrency),
  };
}
