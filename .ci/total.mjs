import { readFileSync } from 'node:fs';

/** Adds up what the test runs counted and closes with the plain total. */
const [sqlite, matrix] = process.argv.slice(2);
const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(sqlite, 'utf8'));
const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(readFileSync(matrix, 'utf8'));

console.log(`${numPassedTests + Number(passed)} passed, ${numFailedTests + Number(failed)} failed`);
