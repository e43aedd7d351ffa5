import { table } from '../report.js';
import { chooseDatabase } from './environment.js';
import type { Figure } from './measure.js';

/** The 1,000th page may take so many times what the first one takes. */
const GOAL = 1.5;

function rowOf({ name, median, p95 }: Figure): string[] {
  return [name, median.toFixed(1), p95.toFixed(1)];
}

function report(title: string, figures: readonly Figure[]): void {
  const [first, far] = figures;
  const ratio = (far?.median ?? Number.NaN) / (first?.median ?? Number.NaN);
  const verdict = ratio <= GOAL ? 'met' : 'MISSED';
  process.stdout.write(`${table([[title, 'median ms', '95 % ms'], ...figures.map(rowOf)])}\n`);
  process.stdout.write(`Page 1,000 by cursor takes ${ratio.toFixed(2)} times what page 1 takes: ${verdict}\n`);
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
