import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { resolvePath } from '../../../src/utils/paths.js';

const before = { ...process.env };

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('DB_')) Reflect.deleteProperty(process.env, name);
});

afterEach(() => {
  process.env = { ...before };
});

/** The configuration is read on import, so each case imports it again. */
async function loadConfig(url: string, variables: Record<string, string> = {}) {
  jest.resetModules();
  Object.assign(process.env, variables, { DATABASE_URL: url });
  const { databaseConfig } = await import('../../../src/config/database.js');
  return databaseConfig;
}

describe('DATABASE_URL', () => {
  it.each(['oracle://host/name', 'http://host/name', 'host:5432/name', 'nonsense', 'postgres//host'])(
    'rejects %s',
    async (url) => {
      await expect(loadConfig(url)).rejects.toThrow('DATABASE_URL must start with sqlite://, postgres://');
    },
  );

  it('rejects a password whose percent signs are not encoded, without repeating it', async () => {
    const error = await loadConfig('postgres://shop:100%sure@db.local/shop').catch(String);

    expect(error).toMatch(/^InvalidEnvironment: .*\n.*DATABASE_URL/);
    expect(error).not.toContain('sure');
  });

  it.each([
    ['postgres', 'postgres'],
    ['postgresql', 'postgres'],
    ['mysql', 'mysql'],
    ['mariadb', 'mariadb'],
  ])('accepts %s://', async (scheme, dialect) => {
    const config = await loadConfig(`${scheme}://shop:secret@db.local:6000/orders`);

    const expected = {
      dialect,
      host: 'db.local',
      port: 6000,
      database: 'orders',
      username: 'shop',
      password: 'secret',
    };
    expect(config).toMatchObject(expected);
  });

  it.each([
    ['postgresql://db.local/orders', 5432, 'postgres'],
    ['mysql://db.local/orders', 3306, 'root'],
    ['mariadb://db.local/orders', 3306, 'root'],
  ])('uses the default port and account of %s', async (url, port, username) => {
    const config = await loadConfig(url);

    expect(config).toMatchObject({ port, username, password: '' });
  });

  it('decodes percent-encoded accounts, passwords and names', async () => {
    const config = await loadConfig('postgres://sh%40p:p%40ss%2Fw%3Ard%25@db.local/my%20shop');

    expect(config).toMatchObject({ username: 'sh@p', password: 'p@ss/w:rd%', database: 'my shop' });
  });

  it('overrides the single variables', async () => {
    const config = await loadConfig('mysql://db.local/orders', {
      DB_DIALECT: 'sqlite',
      DB_HOST: 'other',
      DB_DATABASE: 'other',
    });

    expect(config).toMatchObject({ dialect: 'mysql', host: 'db.local', database: 'orders' });
  });

  it.each(['require', 'verify-ca', 'verify-full'])('encrypts with sslmode=%s', async (mode) => {
    const config = await loadConfig(`postgres://db.local/orders?sslmode=${mode}`);

    expect(config.tls).toEqual({ rejectUnauthorized: true });
  });

  it.each(['', '?sslmode=disable', '?sslmode=prefer'])('does not encrypt with "%s"', async (query) => {
    const config = await loadConfig(`postgres://db.local/orders${query}`);

    expect(config.tls).toBeUndefined();
  });

  it.each([
    ['sqlite:storage/shop.sqlite', resolvePath('storage/shop.sqlite')],
    ['sqlite:./shop.sqlite', resolvePath('shop.sqlite')],
    ['sqlite://storage/shop.sqlite', resolvePath('storage/shop.sqlite')],
    ['sqlite:/var/lib/shop.sqlite', '/var/lib/shop.sqlite'],
    ['sqlite:///var/lib/shop.sqlite', '/var/lib/shop.sqlite'],
    ['sqlite:my%20shop.sqlite', resolvePath('my shop.sqlite')],
    ['sqlite:', resolvePath('storage/database.sqlite')],
  ])('resolves the file of %s', async (url, storage) => {
    const config = await loadConfig(url);

    expect(config).toMatchObject({ dialect: 'sqlite', storage });
  });
});
