import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { dialect, newDatabase, Project } from '../../support/project.js';

const FOLDER = join(import.meta.dirname, '../../../src/database/migrations');

/** The migrations of the core and the modules. */
const ALL = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'))
  .sort();

const EMPTY = 'export async function up() {}\nexport async function down() {}\n';
const BROKEN = `
export async function up(schema) {
  await schema.createTable('halves', { id: { type: 'INTEGER', primaryKey: true } });
  await schema.bulkInsert('halves', [{ id: 1 }]);
  throw new Error('Broken halfway');
}
export async function down() {}
`;

const SCRIPT = `
import { connectOrCreate } from './src/database/connectOrCreate.js';
import Migrator from './src/database/Migrator.js';
import { sequelize } from './src/database/sequelize.js';

const tables = () => sequelize.getQueryInterface().showAllTables();
const results = [];
await connectOrCreate();
for (const action of process.env.ACTIONS.split(' ')) {
  results.push(await (action === 'tables' ? tables() : Migrator[action]()).catch((error) => error.message));
}
console.log(JSON.stringify(results));
await sequelize.close();
`;

/** Calls the migrator in a separate process. Returns each action's result, or the message of its error. */
async function migrate(project: Project, database: Record<string, string>, ...actions: string[]): Promise<unknown[]> {
  const program = project.script(SCRIPT, { ...database, ACTIONS: actions.join(' ') });
  const code = await program.exit();
  if (code !== 0) throw new Error(program.output);
  return JSON.parse(program.lines.at(-1) ?? '') as unknown[];
}

describe('migrations', () => {
  it('run once, and are named without extension', async () => {
    const [project, database] = [new Project(), newDatabase()];

    const first = await migrate(project, database, 'up');
    const second = await migrate(project, database, 'up');

    expect(first).toEqual([ALL]);
    expect(second).toEqual([[]]);
  });

  it('run in the order of their file names across folders', async () => {
    const [project, database] = [new Project(), newDatabase()];
    project.write('src/database/migrations/shop/20250101000000_first.js', EMPTY);
    project.write('src/database/migrations/20270101000000_last.js', EMPTY);

    const [names] = await migrate(project, database, 'up');

    expect(names).toEqual(['20250101000000_first', ...ALL, '20270101000000_last']);
  });

  it('are undone one at a time until none is left', async () => {
    const [project, database] = [new Project(), newDatabase()];

    const others = ALL.slice(1).map(() => 'undo');

    const results = await migrate(project, database, 'up', 'undo', 'status', ...others, 'undo');

    const [, last, status, ...further] = results;
    expect(last).toEqual([ALL.at(-1)]);
    expect(status).toEqual(ALL.map((name, index) => ({ name, executed: index < ALL.length - 1 })));
    expect(further).toEqual([
      ...ALL.slice(0, -1)
        .reverse()
        .map((name) => [name]),
      [],
    ]);
  });

  it('all run again on reset, also on an empty database', async () => {
    const [project, database] = [new Project(), newDatabase()];

    const [fresh, again] = await migrate(project, database, 'reset', 'reset');

    expect(fresh).toEqual(ALL);
    expect(again).toEqual(ALL);
  });

  it('include a new one as pending', async () => {
    const [project, database] = [new Project(), newDatabase()];
    await migrate(project, database, 'up');
    project.write('src/database/migrations/20270101000000_new.js', EMPTY);

    const [status] = await migrate(project, database, 'status');

    expect(status).toContainEqual({ name: '20270101000000_new', executed: false });
  });
});

const describeTransactional = ['sqlite', 'postgres'].includes(dialect) ? describe : describe.skip;

describeTransactional('a migration that fails halfway', () => {
  it('leaves no changes and can run again once it is fixed', async () => {
    const [project, database] = [new Project(), newDatabase()];
    project.write('src/database/migrations/20270101000000_halves.js', BROKEN);

    const [failure, left] = await migrate(project, database, 'up', 'tables');
    project.write('src/database/migrations/20270101000000_halves.js', BROKEN.replace(/throw.*/, ''));
    const [mended] = await migrate(project, database, 'up');

    expect(failure).toContain('Broken halfway');
    expect(JSON.stringify(left)).toContain('users');
    expect(JSON.stringify(left)).not.toContain('halves');
    expect(mended).toEqual(['20270101000000_halves']);
  });
});
