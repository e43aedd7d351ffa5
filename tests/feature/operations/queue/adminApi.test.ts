import { describe, expect, it } from '@jest/globals';

process.env.QUEUE_CONNECTION = 'database';
const { adminApiRules } = await import('./adminApiRules.js');
const { guest } = await import('../../../support/http.js');

describe('the admin API of the queues', () => adminApiRules('database'));

describe('the dashboard of BullMQ', () => {
  it('is not there with another driver', async () => {
    const responses = await Promise.all([guest.get('/admin/queues'), guest.get('/admin/queues/api/queues')]);

    expect(responses.map(({ status }) => status)).toEqual([404, 404]);
  });
});
