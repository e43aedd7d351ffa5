import { parseArgs } from 'node:util';
import { type Scenario, scenarios } from './scenarios.js';

interface Effort {
  /** Seconds of load in each round. */
  seconds: number;
  rounds: number;
  /** Requests of each scenario before its first round. */
  warmUp: number;
  /** Measured starts of each server. */
  starts: number;
}

export interface Options extends Effort {
  scenarios: readonly Scenario[];
  profile: boolean;
}

/** Enough requests for V8 to compile the hot code, even on a busy machine. */
const FULL: Effort = { seconds: 3, rounds: 3, warmUp: 3_000, starts: 5 };

/** Verifies that every scenario works under load; the results are rough. */
const SHORT: Effort = { seconds: 1, rounds: 1, warmUp: 300, starts: 1 };

export function parsePositive(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} must be a whole number from 1`);
  return number;
}

function selectScenarios(only: string | undefined): readonly Scenario[] {
  const selected = scenarios.filter(({ name }) => only === undefined || name === only);
  if (selected.length === 0) throw new Error(`--only must be one of: ${scenarios.map(({ name }) => name).join(', ')}`);
  return selected;
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
    seconds: parsePositive('seconds', values.seconds ?? String(effort.seconds)),
    rounds: parsePositive('rounds', values.rounds ?? String(effort.rounds)),
    scenarios: selectScenarios(values.only),
    profile: values.profile,
  };
}
