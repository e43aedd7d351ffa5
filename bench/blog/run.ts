import { table } from '../report.js';
import { chooseDatabase } from './environment.js';
import type { Timing } from './measure.js';

/** Maximum ratio of page 1,000 to page 1. */
const MAX_RATIO = 1.5;

function toRow({ name, median, p95 }: Timing): string[] {
  return [name, median.toFixed(1), p95.toFixed(1)];
}

function report(title: string, timings: readonly Timing[]): void {
  const [first, far] = timings;
  const ratio = (far?.median ?? Number.NaN) / (first?.median ?? Number.NaN);
  const verdict = ratio <= MAX_RATIO ? 'met' : 'MISSED';
  process.stdout.write(`${table([[title, 'median ms', '95 % ms'], ...timings.map(toRow)])}\n`);
  process.stdout.write(`Page 1,000 by cursor takes ${ratio.toFixed(2)} times as long as page 1: ${verdict}\n`);
}

async function run(): Promise<void> {
  chooseDatabase();
  const { prepareDatabase } = await import('../../src/server/prepareDatabase.js');
  const { sequelize } = await import('../../src/database/sequelize.js');
  const { closeDrivers } = await import('../../src/drivers/lifecycle.js');
  await import('../../src/modules/index.js');
  await prepareDatabase({ migrate: true });
  const { fill, POSTS } = await import('./fill.js');
  await fill();
  const { measure } = await import('./measure.js');
  report(`${POSTS} posts, ${sequelize.getDialect()}`, await measure());
  await closeDrivers();
  await sequelize.close();
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
