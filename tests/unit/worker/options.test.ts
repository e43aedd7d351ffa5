import { describe, expect, it } from '@jest/globals';
import { queueConfig } from '../../../src/config/queue.js';
import { parseWorkOptions } from '../../../src/worker/options.js';

describe('the flags of a worker', () => {
  it.each([
    [['--queue', 'mial'], "Unknown queue 'mial'. Available: default, mail"],
    [['--queue', ''], "Unknown queue ''"],
    [['--queue', 'mail,,audit'], "Unknown queue ''"],
    [['--queue'], '--queue <value>'],
    [['--concurrency', '0'], "--concurrency must be a whole number from 1 to 1000, not '0'"],
    [['--concurrency', '1001'], 'from 1 to 1000'],
    [['--concurrency', 'many'], "not 'many'"],
    [['--queues', 'mail'], "Unknown option '--queues'"],
    // npm consumes flags before "--" and passes only their values on.
    [['mail'], "Unexpected argument 'mail'"],
  ])('%j are rejected with an explanation', (args, explanation) => {
    expect(() => parseWorkOptions(args)).toThrow(explanation);
    expect(() => parseWorkOptions(args)).toThrow('Usage: npm run worker -- [--queue default,mail] [--concurrency 10]');
  });

  it('default to every queue and the configured concurrency', () => {
    expect(parseWorkOptions([])).toEqual({ queues: queueConfig.names, concurrency: queueConfig.concurrency });
  });

  it('select queues without duplicates, and set the concurrency', () => {
    const options = parseWorkOptions(['--queue', 'mail, audit', '--queue=mail', '--concurrency=10']);

    expect(options).toEqual({ queues: ['mail', 'audit'], concurrency: 10 });
  });
});
