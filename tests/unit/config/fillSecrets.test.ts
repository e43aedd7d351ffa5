import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { fillBlankSecrets, SECRET_NAMES } from '../../../src/config/dotenv.js';
import { resolvePath } from '../../../src/utils/paths.js';

const example = readFileSync(resolvePath('.env.example'), 'utf8');

function otherLines(text: string): string[] {
  return text.split('\n').filter((line) => !SECRET_NAMES.some((name) => line.startsWith(`${name}=`)));
}

describe('filling the secrets of an .env file', () => {
  it('gives every blank secret its own 256 random bits', () => {
    const variables = parseEnv(fillBlankSecrets(example));

    const secrets = SECRET_NAMES.map((name) => variables[name] ?? '');
    expect(new Set(secrets).size).toBe(SECRET_NAMES.length);
    for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  });

  it('generates other secrets each time', () => {
    expect(fillBlankSecrets(example)).not.toBe(fillBlankSecrets(example));
  });

  it('keeps all other lines in order', () => {
    const filled = fillBlankSecrets(example);

    expect(otherLines(filled)).toEqual(otherLines(example));
    expect(filled.split('\n').map((line) => line.split('=')[0])).toEqual(
      example.split('\n').map((line) => line.split('=')[0]),
    );
  });

  it('keeps a secret that is set', () => {
    const text = 'JWT_SECRET=mine\nJWT_REFRESH_SECRET="quoted"\nMAINTENANCE_SECRET= spaced\n';

    expect(fillBlankSecrets(text)).toBe(text);
  });

  it('fills a secret that contains only spaces, once', () => {
    const lines = fillBlankSecrets('JWT_SECRET= \t\nOTHER=1\n').split('\n');

    expect(lines.slice(0, 2)).toEqual([expect.stringMatching(/^JWT_SECRET=[\w-]{43}/), 'OTHER=1']);
    expect(lines.filter((line) => line.startsWith('JWT_SECRET='))).toHaveLength(1);
  });

  it('keeps Windows line endings', () => {
    const filled = fillBlankSecrets(example.replaceAll('\n', '\r\n'));

    expect(filled.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(parseEnv(filled)).toMatchObject({ JWT_SECRET: expect.stringMatching(/^[\w-]{43}$/), APP_PORT: '3000' });
  });

  it.each(['# JWT_SECRET=', 'OLD_JWT_SECRET=', 'JWT_SECRETS='])('ignores the line %s', (line) => {
    const filled = fillBlankSecrets(line);

    expect(filled.split('\n')[0]).toBe(line);
  });

  it('appends missing secrets', () => {
    const filled = fillBlankSecrets('APP_PORT=80');

    expect(filled.split('\n').map((line) => line.split('=')[0])).toEqual(['APP_PORT', ...SECRET_NAMES, '']);
  });
});
