import { parseArgs } from 'node:util';
import { type Scenario, scenarios } from './scenarios.js';

interface Effort {
  /** Seconds of load in each round. */
  seconds: number;
  rounds: number;
  /** Requests of each scenario before its first round. */
  warmUp: number;
  /** Starts of each server, to time them. */
  starts: number;
}

export interface Options extends Effort {
  scenarios: readonly Scenario[];
  profile: boolean;
}

/** So many requests that V8 has compiled the code that is used often, on a busy machine too. */
const FULL: Effort = { seconds: 3, rounds: 3, warmUp: 3_000, starts: 5 };

/** Enough to see that every scenario works under load; its figures are rough. */
const SHORT: Effort = { seconds: 1, rounds: 1, warmUp: 300, starts: 1 };

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
      short: { type: 'boolean', default: false },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      only: { type: 'string' },
      profile: { type: 'boolean', default: false },
    },
  });
  const effort = values.short ? SHORT : FULL;
  return {
    ...effort,
    seconds: positive('seconds', values.seconds ?? String(effort.seconds)),
    rounds: positive('rounds', values.rounds ?? String(effort.rounds)),
    scenarios: chosen(values.only),
    profile: values.profile,
  };
}
