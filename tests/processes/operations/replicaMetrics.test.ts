import { expect, it } from '@jest/globals';
import { parseMetrics } from '../../support/figures.js';
import { newDatabase, Project } from '../../support/project.js';
import { administer, describeOn } from '../../support/servers.js';

const project = new Project();

await describeOn('postgres', 'the metrics of a database with replicas', () => {
  it('distinguish the pools for writing and reading', async () => {
    const database = newDatabase('postgres');
    await administer('postgres', `CREATE DATABASE ${database.DB_DATABASE}`);
    const replicated = { ...database, DB_READ_HOSTS: '127.0.0.1', DB_POOL_MAX: '6', NODE_ENV: 'test' };
    const { url } = await project.serve(replicated);
    await fetch(`${url}/health/ready`);

    const seen = parseMetrics(await (await fetch(`${url}/metrics`)).text());

    for (const pool of ['write', 'read']) {
      expect(seen.value('lumina_database_pool_max_connections', { pool })).toBe(6);
      expect(seen.value('lumina_database_pool_waiting', { pool })).toBe(0);
    }
    expect(seen.value('lumina_database_pool_connections', { pool: 'write', state: 'idle' })).toBeGreaterThan(0);
    expect(seen.value('lumina_database_pool_connections', { pool: 'read', state: 'idle' })).toBe(0);
  });
});
