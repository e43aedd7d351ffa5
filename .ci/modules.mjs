import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Removes the modules from copies of the project, in every combination, and checks and tests what is left. */
const root = join(import.meta.dirname, '..');
const directory = mkdtempSync(join(tmpdir(), 'lumina-modules-'));

/** What these are about is the same in every combination, and they take long. */
const INDEPENDENT = 'tests/(feature/(attacks|cache|process|queue|storage|mail)|unit/(config|scripts))/';

const modules = readdirSync(join(root, 'src/modules'))
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => !['Module', 'core', 'index'].includes(name));

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

function tested(cwd) {
  const file = join(cwd, 'results.json');
  run(cwd, 'npm', 'test', '--', `--testPathIgnorePatterns=${INDEPENDENT}`, '--json', `--outputFile=${file}`);
  if (!existsSync(file)) return [0, 1];
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(file, 'utf8'));
  return [numPassedTests, Math.max(numFailedTests, numFailedTestSuites)];
}

let [passed, failed] = [0, 0];
// With none removed, the other steps have said all.
for (const removed of combinations(modules).filter(({ length }) => length > 0)) {
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
  const [ofTests, failures] = tested(project);
  passed += ofTests;
  failed += failures;
}

rmSync(directory, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
