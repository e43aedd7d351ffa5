import { readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { QueryInterface } from 'sequelize';
import type { Umzug } from 'umzug';
import { databaseConfig } from '../config/database.js';
import { withMigrationLock } from './migrationLock.js';
import { migrationStorage } from './migrationStorage.js';
import { sequelize } from './sequelize.js';

interface Migration {
  up: (schema: QueryInterface) => Promise<void>;
  down: (schema: QueryInterface) => Promise<void>;
}

const DIRECTORY = join(import.meta.dirname, 'migrations');

const { executed } = migrationStorage;

/** MySQL and MariaDB commit implicitly at every change of the schema. */
const hasTransactionalSchema = ['sqlite', 'postgres'].includes(databaseConfig.dialect);

function inTransaction(work: () => Promise<void>): Promise<void> {
  return hasTransactionalSchema ? sequelize.transaction(work) : work();
}

async function loadMigration(path: string): Promise<Migration> {
  return (await import(pathToFileURL(path).href)) as Migration;
}

// Named without extension, so that a migration run from `src` counts as run from `dist`.
function createMigration(path: string) {
  const name = basename(path, extname(path));
  const run = async (direction: keyof Migration) => {
    const migration = await loadMigration(path);
    await inTransaction(async () => {
      await migration[direction](sequelize.getQueryInterface());
      await migrationStorage[direction](name);
    });
  };
  return { name, path, up: () => run('up'), down: () => run('down') };
}

function listMigrations() {
  return readdirSync(DIRECTORY, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|js)$/.test(file) && !file.endsWith('.d.ts'))
    .sort((a, b) => basename(a).localeCompare(basename(b), 'en'))
    .map((file) => createMigration(join(DIRECTORY, file)));
}

async function arePending(): Promise<boolean> {
  const names = await executed();
  return listMigrations().some(({ name }) => !names.includes(name));
}

/** Loaded only when migrations run: Umzug takes 20 MB, which a server with current tables does not need. */
async function newUmzug(): Promise<Umzug> {
  const { Umzug } = await import('umzug');
  return new Umzug({
    migrations: listMigrations(),
    // Each migration is recorded in its own transaction, by createMigration().
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

  /** Rolls back those of these migrations that have run, the last one first. */
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
    return listMigrations().map(({ name }) => ({ name, executed: names.includes(name) }));
  }

  private async run(work: () => Promise<{ name: string }[]>): Promise<string[]> {
    const done = await withMigrationLock(sequelize, work);
    return done.map(({ name }) => name);
  }
}

export default new Migrator();
