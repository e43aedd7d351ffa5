import { expect, it } from '@jest/globals';
import { QueryTypes } from 'sequelize';

process.env.QUEUE_CONNECTION = 'database';
process.env.QUEUE_WORK_IN_SERVER = 'false';
const { default: UserFactory } = await import('../../../../src/database/factories/users/UserFactory.js');
const { sequelize } = await import('../../../../src/database/sequelize.js');
const { as } = await import('../../../support/http.js');

it('a server without Redis shows changes of its worker immediately, because it caches no profiles', async () => {
  const user = await UserFactory.create();
  const client = as(user);
  await client.get(`/api/users/${user.id}`);
  const replacements = { id: user.id };

  // As a job would, in the worker's process.
  await sequelize.query("UPDATE users SET firstname = 'Grace' WHERE id = :id", {
    type: QueryTypes.UPDATE,
    replacements,
  });

  const { body } = await client.get(`/api/users/${user.id}`);
  expect(body.data.firstname).toBe('Grace');
});
