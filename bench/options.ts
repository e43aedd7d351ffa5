import { parseArgs } from 'node:util';
import { type Scenario, scenarios } from './scenarios.js';

export interface Options {
  /** Seconds of load in each round. */
  seconds: number;
  rounds: number;
  scenarios: readonly Scenario[];
  profile: boolean;
}

export function positive(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} must be a whole number from 1`);
  return number;
}

function chosen(only: string | undefined): readonly Scenario[] {
  const found = scenarios.filter(({ name }) => only === undefined || name === only);
  if (found.length === 0) throw new Error(`--only must be one of: ${scenarios.map(({ name }) => name).join(', ')}`);
  return found;
}

export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '3' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string' },
      profile: { type: 'boolean', default: false },
    },
  });
  return {
    seconds: positive('seconds', values.seconds),
    rounds: positive('rounds', values.rounds),
    scenarios: chosen(values.only),
    profile: values.profile,
  };
}
