import type { Comparison, Pair, Result } from './compare.js';
import type { Measurement } from './load.js';

const COLD_START_GOAL_MS = 1_000;
const IDLE_GOAL_MB = 120;

const COLUMNS = ['', 'req/s', 'bare', 'p50 ms', 'bare', 'p99 ms', 'bare', 'CPU µs', 'bare', 'ratio', 'goal', ''];

function verdict(value: number, goal: number): string {
  return value <= goal ? 'met' : 'MISSED';
}

function figures({ lumina, baseline }: Pair<Measurement>, name: keyof Measurement, digits: number): string[] {
  return [lumina[name].toFixed(digits), baseline[name].toFixed(digits)];
}

function toRow({ scenario, measured }: Result): string[] {
  const ratio = measured.lumina.cpu / measured.baseline.cpu;
  return [
    `${scenario.method} ${scenario.path} ${scenario.status}`,
    ...figures(measured, 'requestsPerSecond', 0),
    ...figures(measured, 'p50', 1),
    ...figures(measured, 'p99', 1),
    ...figures(measured, 'cpu', 0),
    ratio.toFixed(2),
    `≤ ${scenario.goal}`,
    verdict(ratio, scenario.goal),
  ];
}

export function table(rows: readonly string[][]): string {
  const widths = rows[0]?.map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: string[]): string =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return rows.map(line).join('\n');
}

function formatFact(name: string, { lumina, baseline }: Pair<number>, unit: string, goal?: number): string[] {
  const bare = `bare ${baseline.toFixed(0)} ${unit}`;
  const judged = goal === undefined ? ['', ''] : [`goal ≤ ${goal} ${unit}`, verdict(lumina, goal)];
  return [name, `${lumina.toFixed(0)} ${unit}`, bare, ...judged];
}

/** Formats the results: Lumina's values beside those of the baseline. */
export function report({ results, coldStart, idle, loaded }: Comparison): string {
  const facts = [
    formatFact('Cold start to the first response', coldStart, 'ms', COLD_START_GOAL_MS),
    formatFact('Memory when idle', idle, 'MB', IDLE_GOAL_MB),
    formatFact('Memory after the load', loaded, 'MB'),
  ];
  return `${table([COLUMNS, ...results.map(toRow)])}\n\n${table(facts)}\n`;
}
