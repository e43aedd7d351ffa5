import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removableModules } from '../scripts/modules/moduleFiles.ts';

/** Removes the modules from copies of the project, in every combination, and proves what is left. Run with tsx. */
const root = join(import.meta.dirname, '..');
const directory = mkdtempSync(join(tmpdir(), 'lumina-modules-'));

/** Tests of the places where modules meet the rest; the types, lint and the build prove that nothing else misses one. */
const SEAMS = [
  'unit/modules/',
  'unit/config/envExample',
  'unit/models/permissions',
  'unit/mail/templates',
  'feature/access/routes',
  'feature/audit/recording',
  'feature/database/(columns|factories|seeders)',
  'feature/docs/',
  'feature/http/limits\\.',
  'feature/lists/anyQuery',
  'feature/notifications/list',
  'feature/operations/(dashboard|metrics/metrics|queue/schedule|reporting/jobs|system/system)',
  'feature/privacy/',
  'feature/users/(profiles|statistics|destroy)',
  'processes/(database/migrations|server/production|scripts/commands)',
];

function combinations([first, ...rest]) {
  return first ? combinations(rest).flatMap((some) => [some, [...some, first]]) : [[]];
}

function copy(name) {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  const target = join(directory, name);
  for (const file of files.split('\n').filter((path) => path && existsSync(join(root, path)))) {
    cpSync(join(root, file), join(target, file));
  }
  symlinkSync(join(root, 'node_modules'), join(target, 'node_modules'), 'dir');
  return target;
}

function run(cwd, command, ...parameters) {
  const { status } = spawnSync(command, parameters, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  return status === 0;
}

function testSeams(cwd) {
  const file = join(cwd, 'results.json');
  const patterns = SEAMS.map((seam) => `tests/${seam}`);
  run(cwd, 'npm', 'run', 'jest', '--', '--json', `--outputFile=${file}`, ...patterns);
  if (!existsSync(file)) return [0, 1];
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(file, 'utf8'));
  return [numPassedTests, Math.max(numFailedTests, numFailedTestSuites)];
}

let [passed, failed] = [0, 0];
// With none removed, the other steps have said all.
for (const removed of combinations(removableModules()).filter(({ length }) => length > 0)) {
  console.log(`\n== without ${removed.join(' and ')}`);
  const project = copy(removed.join('-'));
  const removals = removed.map((name) => ['node', 'scripts/lumina.mjs', 'module:remove', name]);
  const checks = [
    ['npm', 'run', '--silent', 'typecheck'],
    ['npx', 'eslint', '.'],
    ['npx', 'prettier', '--check', '.'],
  ];
  const layers = ['npx', 'depcruise', 'src', 'server.ts', 'scripts', 'tests', 'bench'];
  for (const step of [...removals, ...checks, layers, ['npm', 'run', '--silent', 'build']]) {
    if (run(project, ...step)) continue;
    console.log(`failed: ${step.join(' ')}`);
    failed += 1;
  }
  const [ofTests, failures] = testSeams(project);
  passed += ofTests;
  failed += failures;
}

rmSync(directory, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
