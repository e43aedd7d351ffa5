import { describe, expect, it } from '@jest/globals';

process.env.QUEUE_CONNECTION = 'database';
const { adminApiRules } = await import('./adminApiRules.js');
const { default: UserFactory } = await import('../../../../src/database/factories/users/UserFactory.js');
const { as, guest } = await import('../../../support/http.js');

describe('the queue admin API', () => adminApiRules('database'));

describe('the BullMQ dashboard', () => {
  it('is not found with another driver', async () => {
    const responses = await Promise.all([guest.get('/admin/queues'), guest.get('/admin/queues/api/queues')]);

    expect(responses.map(({ status }) => status)).toEqual([404, 404]);
  });

  it('has no link with another driver', async () => {
    const { status, body } = await as(await UserFactory.admin().create()).post('/api/admin/queues/dashboard-link');

    expect([status, body.error]).toEqual([404, 'NOT_FOUND']);
  });
});
