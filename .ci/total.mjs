import { existsSync, readFileSync } from 'node:fs';

/** Adds up what the test runs counted and closes with the plain total; a run without a count is a failure. */
const [status, sqliteFile, ...countedFiles] = process.argv.slice(2);

function ofSqlite() {
  if (!existsSync(sqliteFile)) return [0, 1];
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(sqliteFile, 'utf8'));
  return [numPassedTests, Math.max(numFailedTests, numFailedTestSuites)];
}

function countedIn(file) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(text) ?? [undefined, 0, 1];
  return [Number(passed), Number(failed)];
}

const runs = [ofSqlite(), ...countedFiles.map(countedIn)];
const passed = runs.reduce((sum, [count]) => sum + count, 0);
const failed = runs.reduce((sum, [, count]) => sum + count, 0);

// Coverage below its threshold fails a run without failing a test.
console.log(`${passed} passed, ${status === '0' ? failed : Math.max(failed, 1)} failed`);
