import { parseEnv } from 'node:util';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Project } from '../../support/project.js';
import { lumina } from './lumina.js';

const SECRETS = ['JWT_SECRET', 'JWT_REFRESH_SECRET', 'MAINTENANCE_SECRET'];

const DOTENV = [
  '# Größe: déjà vu',
  'APP_PORT=4000',
  'JWT_SECRET=mine # not yours',
  'export JWT_REFRESH_SECRET=',
  "MAINTENANCE_SECRET=''",
  '',
  '#JWT_SECRET=commented',
  'LAST="a b" ',
].join('\r\n');

const project = new Project();

function parseSecrets(text: string): (string | undefined)[] {
  const values = parseEnv(text);
  return SECRETS.map((name) => values[name]);
}

function otherLines(text: string): string[] {
  return text.split('\n').filter((line) => !/^(export )?(JWT|JWT_REFRESH|MAINTENANCE)_SECRET=/.test(line));
}

async function keyGenerate(of: Project, ...flags: string[]) {
  return { ...(await lumina(of, ['key:generate', ...flags])), dotenv: of.has('.env') ? of.read('.env') : '' };
}

describe('key:generate', () => {
  beforeEach(() => {
    project.write('.env', DOTENV);
  });

  it('fills blank secrets and keeps everything else unchanged', async () => {
    const { code, stdout, dotenv } = await keyGenerate(project);

    const [access, refresh, maintenance] = parseSecrets(dotenv);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Filled the blank secrets in .env\n' });
    expect(access).toBe('mine');
    expect([refresh, maintenance]).toEqual([
      expect.stringMatching(/^[\w-]{43}$/),
      expect.stringMatching(/^[\w-]{43}$/),
    ]);
    expect(dotenv).toContain(`export JWT_REFRESH_SECRET=${refresh}\r\n`);
    expect(otherLines(dotenv)).toEqual(otherLines(DOTENV));
  });

  it('replaces no existing value', async () => {
    const { dotenv: filled } = await keyGenerate(project);

    const { stdout, dotenv } = await keyGenerate(project);

    expect(dotenv).toBe(filled);
    expect(stdout).toContain('No blank secrets');
  });

  it.each(['--force', 'force'])('replaces every secret and nothing else with %s', async (flag) => {
    const { dotenv } = await keyGenerate(project, flag);

    expect(new Set(parseSecrets(dotenv)).size).toBe(SECRETS.length);
    expect(parseSecrets(dotenv)).not.toContain('mine');
    expect(dotenv).toMatch(/^JWT_SECRET=[\w-]{43} # not yours\r$/m);
    expect(otherLines(dotenv)).toEqual(otherLines(DOTENV));
  });

  it.each(['--show', 'show'])('prints new secrets and writes nothing with %s', async (flag) => {
    const { stdout, dotenv } = await keyGenerate(project, flag);

    expect(stdout).toMatch(/^JWT_SECRET=[\w-]{43}\nJWT_REFRESH_SECRET=[\w-]{43}\nMAINTENANCE_SECRET=[\w-]{43}\n$/);
    expect(dotenv).toBe(DOTENV);
  });

  it('creates a missing .env from the example, except with --show', async () => {
    const fresh = new Project();

    const shown = await keyGenerate(fresh, '--show');
    const { dotenv } = await keyGenerate(fresh);

    expect(shown.dotenv).toBe('');
    expect(otherLines(dotenv)).toEqual(otherLines(fresh.read('.env.example')));
    expect(new Set(parseSecrets(dotenv)).size).toBe(SECRETS.length);
  });
});
