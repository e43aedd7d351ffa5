import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { buildEnvExample, updateReadme } from '../../../scripts/docs/variables.js';
import { parseEnvironment } from '../../../src/config/env.js';
import { Env } from '../../../src/config/variables/index.js';
import { resolvePath } from '../../../src/utils/paths.js';

const text = readFileSync(resolvePath('.env.example'), 'utf8');
const readme = readFileSync(resolvePath('README.md'), 'utf8');

describe('.env.example', () => {
  it('is generated from the schema (npx lumina env:document)', () => {
    expect(text).toBe(buildEnvExample());
  });

  it('contains every variable', () => {
    expect(Object.keys(parseEnv(text)).sort()).toEqual(Object.keys(Env.shape).sort());
  });

  it('is valid unchanged', () => {
    expect(() => parseEnvironment(parseEnv(text))).not.toThrow();
  });

  it('shows the defaults', () => {
    expect(parseEnvironment(parseEnv(text))).toEqual(parseEnvironment({}));
  });

  it('contains no secret', () => {
    const secrets = Object.entries(parseEnv(text)).filter(([name]) => /SECRET|PASSWORD$/.test(name));

    expect(secrets.filter(([, value]) => value !== '')).toEqual([]);
  });
});

describe('README', () => {
  it('has a table of variables that is generated from the schema (npx lumina env:document)', () => {
    expect(readme).toBe(updateReadme(readme));
  });
});
