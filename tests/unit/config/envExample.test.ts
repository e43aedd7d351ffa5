import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { parseEnvironment } from '../../../src/config/env.js';
import { resolvePath } from '../../../src/utils/paths.js';

const text = readFileSync(resolvePath('.env.example'), 'utf8');
const readme = readFileSync(resolvePath('README.md'), 'utf8').split('\n');
const schema = readFileSync(resolvePath('src/config/variables.ts'), 'utf8');

const lines = text.split('\n');
const documented = lines.flatMap((line) => /^([A-Z0-9_]+)=/.exec(line)?.[1] ?? []);
const declared = [...schema.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name);

describe('.env.example', () => {
  it('documents exactly the variables that are read, each once', () => {
    expect([...documented].sort()).toEqual([...declared].sort());
  });

  it.each(documented)('comments %s', (name) => {
    const place = lines.findIndex((line) => line.startsWith(`${name}=`));

    expect(lines[place - 1]).toMatch(/^# \S/);
  });

  it.each(documented)('says of %s what README says', (name) => {
    const place = lines.findIndex((line) => line.startsWith(`${name}=`));
    const value = lines[place]?.slice(name.length + 1);
    const row = `| \`${name}\` | ${value ? `\`${value}\`` : ''} | ${lines[place - 1]?.slice(2)} |`;

    expect(readme).toContain(row);
  });

  it('is valid as it stands', () => {
    expect(() => parseEnvironment(parseEnv(text))).not.toThrow();
  });

  it('shows the defaults', () => {
    expect(parseEnvironment(parseEnv(text))).toEqual(parseEnvironment({}));
  });

  it('holds no secret', () => {
    const secrets = Object.entries(parseEnv(text)).filter(([name]) => /SECRET|PASSWORD$/.test(name));

    expect(secrets.filter(([, value]) => value !== '')).toEqual([]);
  });
});
