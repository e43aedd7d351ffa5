import { describe, expect, it } from '@jest/globals';
import { InvalidEnvironment, parseEnvironment } from '../../../src/config/env.js';

function findProblems(variables: Record<string, string>): string[] {
  try {
    parseEnvironment(variables);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidEnvironment)) throw error;
    return error.message.split('\n').slice(1);
  }
}

describe('the environment', () => {
  it('is rejected with every problem together, each by the name of its variable', () => {
    const wrong = {
      NODE_ENV: 'staging',
      APP_PORT: '70000',
      DB_DIALECT: 'oracle',
      JWT_EXPIRES_IN: 'soon',
      DB_SSL: 'maybe',
    };

    const problems = findProblems(wrong);

    expect(problems).toHaveLength(5);
    for (const name of Object.keys(wrong))
      expect(problems.filter((line) => line.includes(`- ${name} `))).toHaveLength(1);
  });

  it('is rejected for invalid values and missing secrets together', () => {
    const problems = findProblems({ NODE_ENV: 'production', APP_PORT: 'http' });

    expect(problems.map((line) => line.split(' ')[3])).toEqual(['APP_PORT', 'JWT_SECRET', 'JWT_REFRESH_SECRET']);
  });

  it.each([
    ['APP_PORT', ['-1', '65536', '3000.5', '3e3', '0x10', 'three', '1'.repeat(16)]],
    ['DB_PORT', ['0', '65536']],
    ['TRUST_PROXY', ['true', 'loopback', '17']],
    ['BCRYPT_ROUNDS', ['3', '16']],
    ['DB_POOL_MAX', ['1']],
    ['WEB_CONCURRENCY', ['0', '129', 'many', 'AUTO', '1.5']],
    ['JWT_EXPIRES_IN', ['15', '0m', '-1m', '1.5h', '15 m', '1w', '15m ', '1000000s']],
    ['RATE_LIMIT_AUTH', ['5', '5/', '/1h', '0/1h', '5/1w', '5/0h', 'none', 'OFF']],
    ['DB_SSL', ['2', 'maybe']],
    ['APP_URL', ['lumina.com', 'ftp://lumina.com', 'javascript:alert(1)']],
    ['LOG_LEVEL', ['verbose']],
    ['PASSWORD_POLICY', ['none']],
    ['METRICS_TOKEN', ['too-short']],
    ['FRONTEND_URL', ['front.test', 'javascript:alert(1)']],
    [
      'OAUTH_REDIRECT_URLS',
      ['/login', 'javascript:alert(1)', 'data:text/html,x', 'myapp:/login', 'https://a.test, b', 'ftp://a.test'],
    ],
    ['GOOGLE_ISSUER', ['accounts.google.com', 'file:///etc/passwd']],
    ['SENTRY_DSN', ['https://sentry.io/1', 'https://key@sentry.io', 'ftp://key@sentry.io/1']],
  ])('rejects an invalid %s', (name, values) => {
    const rejected = values.filter((value) => findProblems({ [name]: value })[0]?.startsWith(`  - ${name} `));

    expect(rejected).toEqual(values);
  });

  it('does not repeat a rejected value, which could be a secret', () => {
    const problems = findProblems({ DB_PORT: 'hunter2' });

    expect(problems.join()).not.toContain('hunter2');
  });

  it('has a default for every variable', () => {
    const env = parseEnvironment({});

    expect(env).toMatchObject({ NODE_ENV: 'development', APP_PORT: 3000, DB_DIALECT: 'sqlite', WEB_CONCURRENCY: 1 });
  });

  it('treats blank variables as not set', () => {
    const env = parseEnvironment({ APP_PORT: '', DB_HOST: '   ', DB_PASSWORD: '\t', LOG_LEVEL: '' });

    expect(env).toEqual(parseEnvironment({}));
  });

  it('ignores unknown variables', () => {
    const env = parseEnvironment({ PATH: '/usr/bin', CONSTRUCTOR: 'x' });

    expect(env).toEqual(parseEnvironment({}));
  });

  it.each([
    ['90s', 90],
    ['15m', 900],
    ['12h', 43_200],
    ['7d', 604_800],
  ])('reads the duration %s as %i seconds', (text, seconds) => {
    expect(parseEnvironment({ JWT_EXPIRES_IN: text }).JWT_EXPIRES_IN).toBe(seconds);
  });

  it.each([
    ['off', null],
    ['5/1h', { limit: 5, window: 3600 }],
    ['1000/90s', { limit: 1000, window: 90 }],
  ])('reads the rate %s', (text, rate) => {
    expect(parseEnvironment({ RATE_LIMIT_USER: text }).RATE_LIMIT_USER).toEqual(rate);
  });

  it('reads lists without blanks and empty items', () => {
    const env = parseEnvironment({ CORS_ORIGINS: ' https://a.com, ,https://b.com ,' });

    expect(env.CORS_ORIGINS).toEqual(['https://a.com', 'https://b.com']);
  });

  it.each([
    ['true', true],
    ['1', true],
    ['yes', true],
    ['false', false],
    ['0', false],
    ['no', false],
  ])('reads the flag %s as %s', (text, value) => {
    expect(parseEnvironment({ DB_SSL: text }).DB_SSL).toBe(value);
  });

  it.each([
    ['auto', 'auto'],
    ['4', 4],
  ])('runs %s workers', (text, workers) => {
    expect(parseEnvironment({ DB_DIALECT: 'postgres', WEB_CONCURRENCY: text }).WEB_CONCURRENCY).toBe(workers);
  });
});
