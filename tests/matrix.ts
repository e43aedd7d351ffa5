import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** They use no database, ask the same little of each, or choose their servers themselves: the run on SQLite has said all. */
const INDEPENDENT = [
  'feature/attacks/(massAssignment|timing)',
  'feature/badInput/(encodings|methods|sockets|uploads)',
  'feature/cache/(memory|redis|redisAway|separateWorker)',
  'feature/docs/\\w+',
  'feature/errors/(development|requests|shapes)',
  'feature/http/\\w+',
  'feature/mail/(contract|devMail\\w*|sendgrid|smtp)',
  'feature/metrics/(limits|operations|production|token)',
  'feature/oauth/(limits|notOffered|providers|unreachable)',
  'feature/process/(ending|errors|instances|slowClients)',
  'feature/queue/(dashboard\\w*|redis)',
  'feature/reporting/\\w+',
  'feature/storage/\\w+',
  'feature/system/(refused|remoteStorage|welcome)',
  'feature/uploads/(accepted|pictures|refused|s3|serving|shares)',
  'unit/(config|exceptions|mail|models|modules|requests|utils|worker)/\\w+',
  'unit/scripts/(commands|generators|keyGenerate|moduleRemove|names)',
];

/** MariaDB has answered these by the one driver, and what they ask is the same by the other. */
const OF_ONE_DRIVER = [
  'feature/(attacks|cache|dashboard|mail|metrics|process|system)/\\w+',
  'feature/queue/(adminApi(Redis|Unreachable)|adminOfMany|commands|endingWorkers|purgeSessions|redisDown|work\\w+)',
  'unit/\\w+/\\w+',
];

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The tests' own totals; a run that died before it could write them counts as one failure. */
function totals(file: string): [passed: number, failed: number] {
  if (!existsSync(file)) return [0, 1];
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(file, 'utf8')) as Totals;
  return [numPassedTests, Math.max(numFailedTests, numFailedTestSuites)];
}

function leftOut(dialect: Dialect): string[] {
  if (dialect === 'sqlite') return [];
  const patterns = dialect === 'mariadb' ? [...INDEPENDENT, ...OF_ONE_DRIVER] : INDEPENDENT;
  return [`--testPathIgnorePatterns=tests/(${patterns.join('|')})\\.test`];
}

function test(dialect: Dialect): [passed: number, failed: number] {
  say(`\n== ${dialect}`);
  const file = join(directory, `${dialect}.json`);
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const env = { ...process.env, DB_DIALECT: dialect };
  spawnSync(process.execPath, [...jest, '--json', `--outputFile=${file}`, ...leftOut(dialect)], {
    cwd: root,
    env,
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
