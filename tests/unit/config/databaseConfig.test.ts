import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { resolvePath } from '../../../src/utils/paths.js';

const before = { ...process.env };

beforeEach(() => {
  for (const name of Object.keys(process.env))
    if (/^(DB_|DATABASE_URL$)/.test(name)) Reflect.deleteProperty(process.env, name);
});

afterEach(() => {
  process.env = { ...before };
});

/** The configuration is read on import, so each case imports it again. */
async function loadConfig(variables: Record<string, string>) {
  jest.resetModules();
  Object.assign(process.env, variables);
  const { databaseConfig } = await import('../../../src/config/database.js');
  return databaseConfig;
}

describe('the database configuration by variables', () => {
  it.each([
    ['postgres', 5432, 'postgres'],
    ['mysql', 3306, 'root'],
    ['mariadb', 3306, 'root'],
  ])('has the default port and account of %s', async (DB_DIALECT, port, username) => {
    const config = await loadConfig({ DB_DIALECT });

    expect(config).toMatchObject({ dialect: DB_DIALECT, host: '127.0.0.1', port, username, password: '' });
  });

  it('differs under test', async () => {
    const tests = await loadConfig({ DB_DIALECT: 'postgres', DB_DATABASE: 'shop', DB_DATABASE_TEST: 'shop_test' });
    const development = await loadConfig({
      NODE_ENV: 'production',
      JWT_SECRET: randomUUID(),
      JWT_REFRESH_SECRET: randomUUID(),
    });

    expect(tests.database).toBe('shop_test');
    expect(development.database).toBe('shop');
  });

  it('resolves the SQLite file from the project folder', async () => {
    const config = await loadConfig({ DB_STORAGE: 'storage/shop.sqlite' });

    expect(config).toMatchObject({ dialect: 'sqlite', storage: resolvePath('storage/shop.sqlite') });
  });

  it('has read replicas, with their own port or the main one', async () => {
    const config = await loadConfig({
      DB_DIALECT: 'postgres',
      DB_PORT: '6000',
      DB_READ_HOSTS: 'one.local, two.local:6001',
    });

    expect(config.readReplicas).toEqual([
      { host: 'one.local', port: 6000 },
      { host: 'two.local', port: 6001 },
    ]);
  });

  it.each(['2', 'auto'])('rejects %s processes that write to one SQLite file', async (WEB_CONCURRENCY) => {
    await expect(loadConfig({ WEB_CONCURRENCY })).rejects.toThrow('WEB_CONCURRENCY must be 1 with SQLite');
  });

  it('allows several processes with a database server', async () => {
    const config = await loadConfig({ DB_DIALECT: 'mariadb', WEB_CONCURRENCY: '2' });

    expect(config.dialect).toBe('mariadb');
  });
});

describe('an encrypted connection', () => {
  it('is disabled by default', async () => {
    const config = await loadConfig({ DB_DIALECT: 'postgres' });

    expect(config.tls).toBeUndefined();
  });

  it('verifies the certificate against public authorities', async () => {
    const config = await loadConfig({ DB_DIALECT: 'postgres', DB_SSL: 'true' });

    expect(config.tls).toEqual({ rejectUnauthorized: true });
  });

  it('verifies the certificate against a private authority', async () => {
    const DB_SSL_CA = join(mkdtempSync(join(tmpdir(), 'lumina-ca-')), 'ca.pem');
    writeFileSync(DB_SSL_CA, 'A certificate');

    const config = await loadConfig({ DB_DIALECT: 'mysql', DB_SSL: 'true', DB_SSL_CA });

    expect(config.tls).toEqual({ rejectUnauthorized: true, ca: 'A certificate' });
  });

  it('is rejected by name if the file of the authority cannot be read', async () => {
    const variables = { DB_DIALECT: 'mysql', DB_SSL: 'true', DB_SSL_CA: '/nowhere/ca.pem' };

    await expect(loadConfig(variables)).rejects.toThrow(/^Invalid environment:\n {2}- DB_SSL_CA .*\/nowhere\/ca.pem/);
  });
});
