import { parseArgs } from 'node:util';
import { positive } from '../options.js';
import { names } from './contenders.js';

export interface Options {
  /** Dispatched and worked in each round; with few of them the start of the workers would weigh more than their work. */
  jobs: number;
  rounds: number;
  /** Jobs at once in each of the two workers. */
  concurrency: number;
  only: string | undefined;
}

export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      jobs: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '3' },
      concurrency: { type: 'string', default: '5' },
      only: { type: 'string' },
    },
  });
  const { jobs, rounds, concurrency, only } = values;
  if (only !== undefined && !names.includes(only)) throw new Error(`--only must be one of: ${names.join(', ')}`);
  return {
    jobs: positive('jobs', jobs),
    rounds: positive('rounds', rounds),
    concurrency: positive('concurrency', concurrency),
    only,
  };
}
