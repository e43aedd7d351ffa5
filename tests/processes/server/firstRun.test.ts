import { statSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { SECRET_NAMES } from '../../../src/config/dotenv.js';
import { newDatabase, Project, SourceProject } from '../../support/project.js';

async function login(url: string, email = 'admin@lumina.com'): Promise<number> {
  const response = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password: 'lumina123' }),
  });
  return response.status;
}

async function stop(server: { signal: (name: NodeJS.Signals) => void; exit: () => Promise<number> }): Promise<void> {
  server.signal('SIGTERM');
  await server.exit();
}

describe('the first run', () => {
  it('creates secrets, database, tables and users, and prints the URL', async () => {
    const project = new SourceProject();

    const { server, url, port } = await project.serve(newDatabase(), '--seed');

    const variables = parseEnv(project.read('.env'));
    for (const name of SECRET_NAMES)
      expect(Buffer.from(variables[name] ?? '', 'base64url').length).toBeGreaterThanOrEqual(32);
    expect(statSync(project.path('.env')).mode & 0o777).toBe(0o600);
    const said = [
      'Created .env',
      'Created the database',
      `Ran ${project.migrations.length} migrations`,
      'Seeded 21 users',
      `localhost:${port}/api/docs`,
    ];
    for (const text of said) expect(server.output).toContain(text);
    expect(await login(url)).toBe(200);
  });

  it('creates different secrets for each project', async () => {
    const projects = [new Project(), new Project()];

    await Promise.all(projects.map((project) => project.serve(newDatabase())));

    const [one, two] = projects.map((project) => parseEnv(project.read('.env')));
    for (const name of SECRET_NAMES) expect(one?.[name]).not.toBe(two?.[name]);
  });

  it('seeds nothing without --seed', async () => {
    const { server, url } = await new Project().serve(newDatabase());

    expect(server.output).not.toContain('Seeded');
    expect(await login(url)).toBe(401);
  });

  it('prints no secret', async () => {
    const project = new Project();

    const { server } = await project.serve(newDatabase());

    const variables = parseEnv(project.read('.env'));
    for (const name of SECRET_NAMES) expect(server.output).not.toContain(variables[name]);
  });
});

describe('the second run', () => {
  it('keeps edited data and configuration', async () => {
    const [project, database] = [new Project(), newDatabase()];
    const first = await project.serve(database, '--seed');
    await stop(first.server);
    const edited =
      project.read('.env').replace('RATE_LIMIT_USER=1000/1h', 'RATE_LIMIT_USER=7/1h\n# My own line') + '\nMINE=1';
    project.write('.env', edited);

    const { server, url } = await project.serve(database, '--seed');

    expect(project.read('.env')).toBe(edited);
    expect(server.output).not.toMatch(/Made|Filled|Created|Ran|Seeded/);
    expect(await login(url, 'user20@lumina.com')).toBe(200);
  });

  it('does not restore a deleted user', async () => {
    const [project, database] = [new Project(), newDatabase()];
    const first = await project.serve(database, '--seed');
    await stop(first.server);
    const removal = project.script(
      `
      import { sequelize } from './src/database/sequelize.js';
      await sequelize.query("DELETE FROM users WHERE email = 'admin@lumina.com'");
      await sequelize.close();
      `,
      database,
    );
    await removal.exit();

    const { url } = await project.serve(database, '--seed');

    expect(await login(url)).toBe(401);
  });

  it('fills a blank secret and keeps the others', async () => {
    const project = new Project();
    project.write('.env', 'JWT_SECRET=\nJWT_REFRESH_SECRET=mine\nMAINTENANCE_SECRET=mine too\n');

    const { server } = await project.serve(newDatabase());

    const { JWT_SECRET, ...kept } = parseEnv(project.read('.env'));
    expect(server.output).toContain('Filled the blank secrets in .env');
    expect(JWT_SECRET).toMatch(/^[\w-]{43}$/);
    expect(kept).toEqual({ JWT_REFRESH_SECRET: 'mine', MAINTENANCE_SECRET: 'mine too' });
  });
});
