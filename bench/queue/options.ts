import { parseArgs } from 'node:util';
import { parsePositive } from '../options.js';
import { names } from './contenders.js';

export interface Options {
  /** Jobs per round. With few jobs, the startup of the workers would dominate the result. */
  jobs: number;
  rounds: number;
  /** Concurrent jobs in each of the two workers. */
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
    jobs: parsePositive('jobs', jobs),
    rounds: parsePositive('rounds', rounds),
    concurrency: parsePositive('concurrency', concurrency),
    only,
  };
}
