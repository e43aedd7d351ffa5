import { describe } from '@jest/globals';

process.env.QUEUE_CONNECTION = 'database';
const { testDelivery } = await import('../../../support/mailDelivery.js');

describe('mail by the queue in the database', testDelivery);
