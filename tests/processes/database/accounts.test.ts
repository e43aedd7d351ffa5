import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newDatabase, Project } from '../../support/project.js';
import { administer, describeOn, serverEnvironment } from '../../support/servers.js';
import type { ServerDialect } from '../../support/services.js';

const PASSWORD = 'a password with a % and an @';

const project = new Project();

/** Prepares the database as the server does when it starts; it is expected to fail. */
const START = `
import { exitWithError } from './src/server/exitWithError.js';
import('./src/server/prepareDatabase.js').then(({ prepareDatabase }) => prepareDatabase()).catch(exitWithError);
`;

async function start(environment: Record<string, string>) {
  const server = project.script(START, environment);
  return { code: await server.exit(), lines: server.lines };
}

function serverAddress(dialect: ServerDialect): string {
  const { DB_HOST, DB_PORT } = serverEnvironment(dialect);
  return `${DB_HOST}:${DB_PORT}`;
}

await describeOn('postgres', 'an account without permissions', () => {
  const account = `tests_${randomBytes(4).toString('hex')}`;

  beforeAll(() => administer('postgres', `CREATE ROLE ${account} LOGIN`));
  afterAll(() => administer('postgres', `DROP ROLE ${account}`));

  it('fails with one line if it may not create the database', async () => {
    const database = newDatabase('postgres');

    const failure = await start({ ...database, DB_USERNAME: account });

    const name = database.DB_DATABASE;
    const line = `PostgreSQL at ${serverAddress('postgres')} has no database ${name}, and ${account} may not create it. Create it, or check DB_DATABASE`;
    expect(failure).toEqual({ code: 1, lines: [line] });
  });

  it('fails with one line if it is unknown', async () => {
    const failure = await start({ ...newDatabase('postgres'), DB_USERNAME: `${account}_unknown` });

    const line = `PostgreSQL at ${serverAddress('postgres')} rejected ${account}_unknown. Check DB_USERNAME and DB_PASSWORD`;
    expect(failure).toEqual({ code: 1, lines: [line] });
  });
});

await describeOn('mariadb', 'an account', () => {
  const account = `tests_${randomBytes(4).toString('hex')}`;

  beforeAll(() => administer('mariadb', `CREATE USER ${account}@'%' IDENTIFIED BY '${PASSWORD}'`));
  afterAll(() => administer('mariadb', `DROP USER ${account}@'%'`));

  describe.each([
    ['mysql', 'MySQL'],
    ['mariadb', 'MariaDB'],
  ] as const)('through the driver %s', (dialect, name) => {
    it.each(['', 'wrong'])('with the wrong password "%s" is rejected with one line', async (DB_PASSWORD) => {
      const failure = await start({ ...newDatabase(dialect), DB_USERNAME: account, DB_PASSWORD });

      const line = `${name} at ${serverAddress(dialect)} rejected ${account}. Check DB_USERNAME and DB_PASSWORD`;
      expect(failure).toEqual({ code: 1, lines: [line] });
    });

    it('without permissions fails with one line if it may not create the database', async () => {
      const database = newDatabase(dialect);

      const failure = await start({ ...database, DB_USERNAME: account, DB_PASSWORD: PASSWORD });

      const what = `has no database ${database.DB_DATABASE}, and ${account} may not create it`;
      expect(failure).toEqual({
        code: 1,
        lines: [expect.stringContaining(`${name} at ${serverAddress(dialect)} ${what}`)],
      });
    });

    it('creates a missing database if permitted', async () => {
      const database = newDatabase(dialect);
      const name = database.DB_DATABASE ?? '';
      await administer('mariadb', `GRANT ALL ON \`${name}\`.* TO ${account}@'%'`);
      const { DB_HOST, DB_PORT } = serverEnvironment(dialect);
      const url = `${dialect}://${account}:${encodeURIComponent(PASSWORD)}@${DB_HOST}:${DB_PORT}/${name}`;

      const program = project.script(
        `
        import { prepareDatabase } from './src/server/prepareDatabase.js';
        import { sequelize } from './src/database/sequelize.js';
        console.log(await prepareDatabase({ migrate: true }));
        await sequelize.close();
        `,
        { DATABASE_URL: url },
      );

      expect(await program.exit()).toBe(0);
      expect(program.output).toContain(`Created the database ${name}`);
    });
  });
});
