import { describe, expect, it } from '@jest/globals';
import { randomToken } from '../../../src/utils/random.js';
import { Project } from '../../support/project.js';

const NODE_ENV = 'production';

async function readStartError(project: Project, environment: Record<string, string>) {
  const server = project.run(['server.js'], { NODE_ENV, ...environment });
  return { code: await server.exit(), lines: server.lines };
}

describe('a production server', () => {
  it('does not start without secrets, and creates neither secrets nor a database', async () => {
    const project = new Project();

    const { code, lines } = await readStartError(project, {});

    expect(code).toBe(1);
    expect(lines).toEqual([
      'Invalid environment:',
      expect.stringMatching(/- JWT_SECRET is missing; generate one with: npm run key:generate/),
      expect.stringMatching(/- JWT_REFRESH_SECRET is missing/),
    ]);
    expect([project.has('.env'), project.has('storage')]).toEqual([false, false]);
  });

  it('rejects weak secrets, also those of an .env file, which it does not change', async () => {
    const project = new Project();
    const text = `NODE_ENV=production\nJWT_SECRET=hunter2\nJWT_REFRESH_SECRET=${'x'.repeat(40)}\n`;
    project.write('.env', text);

    const { code, lines } = await readStartError(project, { NODE_ENV: '' });

    expect(code).toBe(1);
    expect(lines.slice(1)).toEqual([
      expect.stringMatching(/- JWT_SECRET is shorter than 32 bytes/),
      expect.stringMatching(/- JWT_REFRESH_SECRET is too easy to guess/),
    ]);
    expect(lines.join()).not.toContain('hunter2');
    expect(project.read('.env')).toBe(text);
  });

  it('names invalid variables', async () => {
    const secrets = { JWT_SECRET: randomToken(), JWT_REFRESH_SECRET: randomToken() };

    const { code, lines } = await readStartError(new Project(), {
      ...secrets,
      APP_PORT: 'http',
      WEB_CONCURRENCY: 'many',
    });

    expect(code).toBe(1);
    expect(lines).toEqual([
      'Invalid environment:',
      '  - APP_PORT must be a whole number from 0 to 65535',
      '  - WEB_CONCURRENCY must be auto or a number',
    ]);
  });

  it('does not seed accounts with well-known passwords, and connects to no database', async () => {
    const project = new Project();
    const secrets = { JWT_SECRET: randomToken(), JWT_REFRESH_SECRET: randomToken() };

    const server = project.run(['server.js', '--seed'], { NODE_ENV, ...secrets });

    expect(await server.exit()).toBe(1);
    expect(server.lines).toEqual([expect.stringMatching(/^--seed adds accounts .*: start without it/)]);
    expect(project.has('storage')).toBe(false);
  });

  it('starts with the given secrets, and writes none', async () => {
    const project = new Project();
    const secrets = { JWT_SECRET: randomToken(), JWT_REFRESH_SECRET: randomToken() };

    const { url, server } = await project.serve({ NODE_ENV, ...secrets });

    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect(server.lines.map((line) => (JSON.parse(line) as { level: string }).level)).not.toContain('error');
    expect(project.has('.env')).toBe(false);
  });
});
