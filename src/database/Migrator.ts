import { readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { QueryInterface } from 'sequelize';
import type { Umzug } from 'umzug';
import { SequelizeStorage } from 'umzug/lib/storage/sequelize.js';
import { databaseConfig } from '../config/database.js';
import { withMigrationLock } from './migrationLock.js';
import { sequelize } from './sequelize.js';

interface Migration {
  up: (schema: QueryInterface) => Promise<void>;
  down: (schema: QueryInterface) => Promise<void>;
}

const DIRECTORY = join(import.meta.dirname, 'migrations');

const storage = new SequelizeStorage({ sequelize, tableName: 'migrations', modelName: 'Migration' });

/** MySQL and MariaDB commit by themselves at every change of the schema. */
const hasTransactionalSchema = ['sqlite', 'postgres'].includes(databaseConfig.dialect);

function inTransaction(work: () => Promise<void>): Promise<void> {
  return hasTransactionalSchema ? sequelize.transaction(work) : work();
}

async function load(path: string): Promise<Migration> {
  return (await import(pathToFileURL(path).href)) as Migration;
}

// Named without extension, so that a migration run from `src` counts as run from `dist`.
function describe(path: string) {
  const name = basename(path, extname(path));
  const change = async (direction: keyof Migration, record: 'logMigration' | 'unlogMigration') => {
    const migration = await load(path);
    await inTransaction(async () => {
      await migration[direction](sequelize.getQueryInterface());
      await storage[record]({ name });
    });
  };
  return { name, path, up: () => change('up', 'logMigration'), down: () => change('down', 'unlogMigration') };
}

function migrations() {
  return readdirSync(DIRECTORY, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|js)$/.test(file) && !file.endsWith('.d.ts'))
    .sort((a, b) => basename(a).localeCompare(basename(b), 'en'))
    .map((file) => describe(join(DIRECTORY, file)));
}

/** In a transaction, which never reads from a replica: that may not know yet what has run. */
function executed(): Promise<string[]> {
  return sequelize.transaction(() => storage.executed());
}

async function arePending(): Promise<boolean> {
  const names = await executed();
  return migrations().some(({ name }) => !names.includes(name));
}

/** Loaded when something is to run: with it come 20 MB that a server whose tables are up to date does without. */
async function newUmzug(): Promise<Umzug> {
  const { Umzug } = await import('umzug');
  return new Umzug({
    migrations: migrations(),
    // Each migration is recorded in its own transaction, by describe() above.
    storage: {
      executed,
      logMigration: () => Promise.resolve(),
      unlogMigration: () => Promise.resolve(),
    },
    logger: undefined,
  });
}

/** Changes the schema; one instance at a time. Each method returns the names of the migrations that it ran. */
class Migrator {
  public up(): Promise<string[]> {
    return this.run(async () => ((await arePending()) ? (await newUmzug()).up() : []));
  }

  /** Rolls the last migration back. */
  public undo(): Promise<string[]> {
    return this.run(async () => (await newUmzug()).down());
  }

  /** Rolls these migrations back, the last one first, as far as they have run. */
  public undoOf(names: readonly string[]): Promise<string[]> {
    return this.run(async () => {
      const known = await executed();
      const migrations = known.filter((name) => names.includes(name)).reverse();
      return migrations.length > 0 ? (await newUmzug()).down({ migrations }) : [];
    });
  }

  /** Rolls every migration back and runs all of them again: the tables are empty afterwards. */
  public reset(): Promise<string[]> {
    return this.run(async () => {
      const umzug = await newUmzug();
      await umzug.down({ to: 0 });
      return umzug.up();
    });
  }

  public async status(): Promise<{ name: string; executed: boolean }[]> {
    const names = await withMigrationLock(sequelize, executed);
    return migrations().map(({ name }) => ({ name, executed: names.includes(name) }));
  }

  private async run(work: () => Promise<{ name: string }[]>): Promise<string[]> {
    const done = await withMigrationLock(sequelize, work);
    return done.map(({ name }) => name);
  }
}

export default new Migrator();
