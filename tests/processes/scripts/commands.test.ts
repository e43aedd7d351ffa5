import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { POLL_INTERVAL } from '../../../src/services/operations/MaintenanceService.js';
import { Project, SourceProject } from '../../support/project.js';
import { lumina, luminaEach } from './lumina.js';

const COMMANDS = [
  'create:model',
  'create:migration',
  'create:controller',
  'create:factory',
  'module:remove',
  'key:generate',
  'env:document',
  'migrate',
  'migrate:undo',
  'migrate:reset',
  'migrate:status',
  'db:seed',
  'down',
  'up',
  'route:list',
  'schedule:list',
  'queue:status',
  'queue:failed',
  'queue:retry',
  'queue:clear',
];

const project = new Project();
const sources = new SourceProject();

describe('lumina', () => {
  it('lists its commands without a .env, a database or any configuration', async () => {
    const { code, stdout } = await lumina(sources, ['--help'], { NODE_ENV: 'nonsense' });

    expect(code).toBe(0);
    expect([...stdout.matchAll(/^ {2}([a-z:]+) (?!\[command)/gm)].map(([, name]) => name)).toEqual(COMMANDS);
    expect(sources.has('.env')).toBe(false);
  });

  it('has an npm script for every command', () => {
    const { scripts } = JSON.parse(project.read('package.json')) as { scripts: Record<string, string> };

    for (const name of COMMANDS) expect(scripts[name]).toBe(`node scripts/lumina.mjs ${name}`);
  });

  it('rejects unknown commands', async () => {
    const commands = [['nonsense'], ['migrate', 'nonsense'], ['create:model'], ['up', '--nonsense']];

    const refusals = await Promise.all(commands.map((command) => lumina(project, command)));

    for (const refusal of refusals) {
      expect(refusal).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(/^error: /) });
    }
  });
});

describe('down and up', () => {
  it('return once every running server has noticed', async () => {
    const started = Date.now();

    const { code } = await lumina(project, ['down', '--message', 'Back at noon', '--retry', '90']);

    expect(code).toBe(0);
    expect(Date.now() - started).toBeGreaterThanOrEqual(POLL_INTERVAL);
    expect(JSON.parse(project.read('maintenance.lock'))).toEqual({ message: 'Back at noon', retryAfter: 90 });

    await lumina(project, ['up']);

    expect(project.has('maintenance.lock')).toBe(false);
  });

  it('reject an invalid number of seconds', async () => {
    const refusals = await luminaEach(
      project,
      ['soon', '0', '-1', '1.5'].map((retry) => ['down', `--retry=${retry}`]),
    );

    for (const { code, stderr } of refusals) {
      expect({ code, stderr }).toEqual({ code: 1, stderr: '--retry must be a whole number of seconds' });
    }
    expect(project.has('maintenance.lock')).toBe(false);
  });
});

describe('route:list', () => {
  it('aligns its columns and uses no colours in a pipe', async () => {
    const { stdout } = await lumina(project, ['route:list']);

    const [titles = '', ...lines] = stdout.trimEnd().split('\n');
    const list = lines.find((line) => /^GET +\/api\/users /.test(line)) ?? '';
    expect(titles.split(/ {2,}/)).toEqual(['METHOD', 'PATH', 'MIDDLEWARE', 'ROLES', 'VALIDATES', 'ACTION']);
    expect(list.split(/ {2,}/)).toEqual([
      'GET',
      '/api/users',
      'auth:users:read',
      'admin manager',
      'query',
      'UserController.index',
    ]);
    expect(list.indexOf('UserController')).toBe(titles.indexOf('ACTION'));
    expect(stdout).not.toContain('\u001b');
  });

  it.each([[['--', '--json']], [['json']]])('prints only JSON with %j behind npm run', (flags) => {
    const options = { cwd: sources.directory, encoding: 'utf8', shell: process.platform === 'win32' } as const;
    const stdout = execFileSync('npm', ['run', '--silent', 'route:list', ...flags], options);

    expect(JSON.parse(stdout)).toContainEqual({
      method: 'PATCH',
      path: '/api/users/:id',
      middleware: ['auth:users:write', 'limit:auth', 'validate'],
      roles: [],
      schema: ['params', 'body'],
      action: 'UserController.update',
    });
  });
});
