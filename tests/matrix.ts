import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverTests } from './serverTests.js';
import { isRunning, SERVER_DIALECTS, type ServerDialect } from './support/services.js';

type Dialect = 'sqlite' | ServerDialect;

interface Totals {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
}

const root = join(import.meta.dirname, '..');
const directory = mkdtempSync(join(tmpdir(), 'lumina-matrix-'));
const chosen = process.argv.slice(2).filter((name): name is Dialect => ['sqlite', ...SERVER_DIALECTS].includes(name));
const dialects: readonly Dialect[] = chosen.length > 0 ? chosen : ['sqlite', ...SERVER_DIALECTS];

const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The tests' own totals; a run that died before it could write them counts as one failure. */
function totals(file: string): [passed: number, failed: number] {
  if (!existsSync(file)) return [0, 1];
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(file, 'utf8')) as Totals;
  return [numPassedTests, Math.max(numFailedTests, numFailedTestSuites)];
}

/** Everything on SQLite; on a server, only the tests whose answers depend on it. */
function test(dialect: Dialect): [passed: number, failed: number] {
  say(`\n== ${dialect}`);
  const file = join(directory, `${dialect}.json`);
  const files = dialect === 'sqlite' ? [] : serverTests(dialect);
  spawnSync(process.execPath, [...JEST, '--json', `--outputFile=${file}`, ...files], {
    cwd: root,
    env: { ...process.env, DB_DIALECT: dialect },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return totals(file);
}

async function isMissing(dialect: Dialect): Promise<boolean> {
  return dialect !== 'sqlite' && !(await isRunning(dialect));
}

let passed = 0;
let failed = 0;

for (const dialect of dialects) {
  if (await isMissing(dialect)) {
    say(`\n== ${dialect}: no server answers, ${process.env.CI ? 'which CI needs' : 'skipped'}`);
    if (process.env.CI) failed += 1;
    continue;
  }
  const [ofDialect, failures] = test(dialect);
  passed += ofDialect;
  failed += failures;
}

rmSync(directory, { recursive: true, force: true });
say(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
