import { rmSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { newDatabase, Project } from '../../support/project.js';

const MIGRATE = `
import { prepareDatabase } from './src/server/prepareDatabase.js';
import { sequelize } from './src/database/sequelize.js';
console.log((await prepareDatabase({ migrate: true, seed: process.env.SEED === 'yes' })).join('\\n'));
await sequelize.close();
`;

function slow(body: string): string {
  return `
    export async function up() { ${body} }
    export async function down() {}
  `;
}

describe('two instances that start concurrently', () => {
  it('migrate an empty database once, and both succeed', async () => {
    const [project, database] = [new Project(), newDatabase()];
    project.write(
      'src/database/migrations/20270101000000_slow.js',
      slow(`await new Promise((done) => setTimeout(done, 700));`),
    );

    const programs = [project.script(MIGRATE, database), project.script(MIGRATE, database)];
    const codes = await Promise.all(programs.map((program) => program.exit()));

    const output = programs.map((program) => program.output).join('');
    expect({ codes, output }).toMatchObject({ codes: [0, 0] });
    expect(output.match(/Ran .*/g)).toEqual([`Ran ${project.migrations.length} migrations`]);
  });

  it('seed an empty database once', async () => {
    const [project, database] = [new Project(), { ...newDatabase(), SEED: 'yes', BCRYPT_ROUNDS: '4' }];

    const programs = [project.script(MIGRATE, database), project.script(MIGRATE, database)];
    const codes = await Promise.all(programs.map((program) => program.exit()));

    const output = programs.map((program) => program.output).join('');
    expect({ codes, output }).toMatchObject({ codes: [0, 0] });
    expect(output.match(/Seeded \d+ users/g)).toEqual(['Seeded 21 users']);
  });
});

describe('an instance that is killed during a migration', () => {
  it('does not lock out others', async () => {
    const [project, database] = [new Project(), newDatabase()];
    const migration = 'src/database/migrations/20270101000000_endless.js';
    project.write(migration, slow(`console.log('halfway'); await new Promise((done) => setTimeout(done, 60_000));`));
    const killed = project.script(MIGRATE, database);
    await killed.prints('halfway');

    killed.signal('SIGKILL');
    await killed.exit();
    rmSync(project.path(migration));
    const next = project.script(MIGRATE, database);

    expect(await next.exit(10_000)).toBe(0);
  });
});
