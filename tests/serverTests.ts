import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { removableModules } from '../scripts/modules/moduleFiles.js';
import type { ServerDialect } from './support/services.js';

type Reasons = Record<string, readonly string[]>;

/** The application's own modules, whose queries are many and their own. */
const MODULES = removableModules().map((name) => `feature/${name}/`);

/**
 * Tests whose answers depend on the database server, by reason. All others get the same rows from every database, so the
 * run on SQLite is enough; `DB_DIALECT=… npm test` runs those on a server too.
 */
const DEPENDS_ON_SERVER: Reasons = {
  'connections, transactions, migrations, column types': ['feature/database/', 'feature/exceptions/database\\.'],
  'locks and SQL of its own for the creation of databases': [
    'processes/database/migration',
    'processes/server/firstRun',
  ],
  'sorting, comparing, searching, dates and cursors': ['feature/lists/', 'feature/users/(index|statistics)'],
  'SQL of its own for each dialect': [...MODULES, 'feature/privacy/', 'feature/operations/queue/schedule'],
  'claiming of jobs': ['feature/drivers/queue/(database|outbox)', 'processes/queue/killedWorkers'],
  'listing and counting of jobs': ['feature/operations/queue/adminApi\\.'],
  'concurrent changes of a row': [
    'feature/auth/(races|twoFactor/races|refresh|passwords/passwordReset|apiKeys/calling)',
    'feature/users/(lastAdmin|deadlockRetries|update|destroy|emailVerification/emailVerification)',
    'feature/files/(replacement|orphans)',
    'feature/oauth/(linking|login)\\.',
  ],
  'unique values, compared exactly': ['feature/auth/registration', 'feature/users/store'],
  'values that a column cannot hold': ['feature/http/badInput/(anyRequest|bodies)'],
  'every query that a route makes': ['feature/access/routes'],
  'JSON columns': ['feature/audit/', 'feature/notifications/list'],
  'figures of the pool': ['feature/operations/metrics/metrics'],
};

/** MariaDB answers MySQL's driver the same, except in how the drivers connect, convert values and report errors. */
const DEPENDS_ON_DRIVER: Reasons = {
  'connections, transactions, errors, column types': ['feature/database/', 'feature/exceptions/database\\.'],
  'the migration lock': ['processes/database/migration'],
  'values in conditions and cursors': ['feature/lists/', 'feature/users/(index|statistics)'],
  'raw SQL and its results': [...MODULES, 'feature/privacy/purge', 'feature/operations/queue/schedule'],
  'claiming and counting of jobs': ['feature/drivers/queue/(database|outbox)', 'feature/operations/queue/adminApi\\.'],
  'affected rows of conditional updates': ['feature/auth/(races|refresh)', 'feature/users/lastAdmin'],
  'values that a column cannot hold': ['feature/http/badInput/(anyRequest|bodies)'],
  'every query that a route makes': ['feature/access/routes'],
  'JSON columns': ['feature/audit/', 'feature/notifications/list'],
};

/** The test files that a server is asked. @throws Error if a pattern matches none, so that a moved test is not forgotten */
export function serverTests(dialect: ServerDialect): string[] {
  const patterns = Object.values(dialect === 'mariadb' ? DEPENDS_ON_DRIVER : DEPENDS_ON_SERVER).flat();
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.test.ts'));
  const chosen = patterns.map((pattern) => {
    const matching = files.filter((file) => new RegExp(`^${pattern}`).test(file));
    if (matching.length === 0) throw new Error(`No test file matches ${pattern}`);
    return matching;
  });
  return [...new Set(chosen.flat())].map((file) => join('tests', file));
}
