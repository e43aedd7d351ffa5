import { expect, it } from '@jest/globals';
import { newDatabase, Project } from '../../support/project.js';
import { administer, describeOn } from '../../support/servers.js';

const project = new Project();

/** Logs which pool each kind of query used: `read` is that of the replicas. */
const SCRIPT = `
  import { QueryTypes } from 'sequelize';
  import { sequelize } from './src/database/sequelize.js';
  import { transaction } from './src/database/transaction.js';
  import Paginator from './src/lists/Paginator.js';
  import { User } from './src/models/users/User.js';

  const { pool } = sequelize.connectionManager;
  let pools = [];
  for (const name of ['read', 'write']) {
    const acquire = pool[name].acquire.bind(pool[name]);
    pool[name].acquire = () => (pools.push(name), acquire());
  }

  async function poolsOf(work) {
    pools = [];
    await work();
    return pools.join(' ');
  }

  const list = {
    page: 1, limit: 10, cursor: undefined, sort: { attribute: 'id', descending: false }, filters: {},
    search: { words: [], attributes: [] }, dates: undefined, fields: undefined, include: [],
  };
  const values = { firstname: 'Ada', lastname: 'Lovelace', email: 'ada@example.com', password: '!' };
  const sql = 'SELECT id FROM users';

  await User.sync();
  console.log(JSON.stringify({
    create: await poolsOf(() => User.create(values)),
    find: await poolsOf(() => User.findOne()),
    count: await poolsOf(() => User.count()),
    aggregate: await poolsOf(() => User.max('id')),
    raw: await poolsOf(() => sequelize.query(sql, { type: QueryTypes.SELECT })),
    list: await poolsOf(() => Paginator.paginate(User, list)),
    listInTransaction: await poolsOf(() => transaction(() => Paginator.paginate(User, list))),
  }));
  await sequelize.close();
`;

await describeOn('postgres', 'a database with replicas', () => {
  it('answers lists from a replica, and everything else from the primary', async () => {
    const database = newDatabase('postgres');
    await administer('postgres', `CREATE DATABASE ${database.DB_DATABASE}`);
    const script = project.script(SCRIPT, { ...database, DB_READ_HOSTS: '127.0.0.1' });

    await script.exit();

    expect(JSON.parse(script.lines.at(-1) ?? '')).toEqual({
      create: 'write',
      find: 'write',
      count: 'write',
      aggregate: 'write',
      raw: 'write',
      list: 'read read',
      listInTransaction: 'write',
    });
  });
});
