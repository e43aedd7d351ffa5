import { describe, expect, it } from '@jest/globals';
import { Project, SourceProject } from '../../support/project.js';
import { lumina } from './lumina.js';

const SECRETS = {
  JWT_SECRET: 'a-secret-that-only-the-tests-know-1',
  JWT_REFRESH_SECRET: 'a-secret-that-only-the-tests-know-2',
  BCRYPT_ROUNDS: '4',
};

const PRODUCTION = { NODE_ENV: 'production', ...SECRETS };

const UNDO_WITH_RECORDS = `
import { sequelize } from './src/database/sequelize.js';
const { default: Migrator } = await import('./src/database/Migrator.js');
const { Session } = await import('./src/models/auth/Session.js');
const { default: SessionFactory } = await import('./src/database/factories/auth/SessionFactory.js');
async function state() {
  const indexes = await sequelize.getQueryInterface().showIndex('users');
  return { sessions: await Session.count(), indexes: indexes.map(({ name }) => name) };
}
await Migrator.up();
await SessionFactory.create();
const before = await state();
const undone = await Migrator.undo();
console.log(JSON.stringify({ before, undone, after: await state() }));
await sequelize.close();
`;

const project = new Project();

function inProject(...command: string[]) {
  return lumina(project, command, { BCRYPT_ROUNDS: '4' });
}

describe('the database commands', () => {
  it('migrate creates the database and lists the migrations that ran', async () => {
    const { code, stdout } = await inProject('migrate');

    expect(code).toBe(0);
    expect(stdout).toContain('Created the database');
    expect(stdout).toContain('Migrated 20260101000000_create_users_table\n');
    expect(stdout).not.toContain('CREATE TABLE');
  });

  it('migrate runs nothing twice', async () => {
    expect(await inProject('migrate')).toEqual({ code: 0, stdout: 'Nothing to migrate\n', stderr: '' });
  });

  it('migrate:undo rolls the last migration back, which migrate:status shows', async () => {
    const { stdout } = await inProject('migrate:undo');
    const status = await inProject('migrate:status');

    const [undone = ''] = /(?<=Rolled back )\S+/.exec(stdout) ?? [];
    expect(status.stdout).toContain('migrated  20260101000000_create_users_table\n');
    expect(status.stdout).toContain(`pending   ${undone}\n`);
  });

  it('db:seed requires the tables', async () => {
    const { code, stderr } = await inProject('db:seed');

    expect(code).toBe(1);
    expect(stderr).toContain('npm run migrate\n');
  });

  it('migrate:reset runs every migration again', async () => {
    const { code, stdout } = await inProject('migrate:reset');

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Rolled back all migrations\nMigrated 20260101000000_create_users_table\n/);
  });

  it('db:seed adds missing rows once', async () => {
    const first = await inProject('db:seed');
    const second = await inProject('db:seed');

    expect(first.stdout).toMatch(/^Seeded 21 users/);
    expect(second).toEqual({ code: 0, stdout: 'Nothing to seed\n', stderr: '' });
  });

  it('migrate:reset and db:seed require --force in production', async () => {
    const commands = ['migrate:reset', 'db:seed'];

    const refusals = await Promise.all(commands.map((command) => lumina(project, [command], PRODUCTION)));
    const forced = await lumina(project, ['db:seed', 'force'], PRODUCTION);

    expect(refusals).toEqual(
      commands.map((command) => ({
        code: 1,
        stdout: '',
        stderr: expect.stringContaining(`npx lumina ${command} --force\n`),
      })),
    );
    expect(forced.code).toBe(0);
  });

  it.each([
    ['a wrong environment', { APP_PORT: 'x' }, 'APP_PORT must be a whole number'],
    ['an unusable database', { DB_DIALECT: 'postgres', DB_PORT: '1' }, 'is unreachable'],
  ])('explains %s without a stack', async (_what, variables, message) => {
    const { code, stderr } = await lumina(project, ['migrate'], variables);

    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });
});

describe('a migration that adds a column', () => {
  it('can be undone without data loss in other tables', async () => {
    const sources = new SourceProject();
    await lumina(sources, ['create:migration', 'add_slug_to_users']);

    const script = sources.script(UNDO_WITH_RECORDS, { DB_STORAGE: 'columns.sqlite', ...SECRETS });
    const code = await script.exit();
    expect({ code, output: script.output }).toMatchObject({ code: 0 });

    const { before, undone, after } = JSON.parse(script.lines.at(-1) ?? '{}');
    expect(before.sessions).toBe(1);
    expect(undone).toEqual([expect.stringMatching(/_add_slug_to_users$/)]);
    expect(after).toEqual(before);
  });
});
