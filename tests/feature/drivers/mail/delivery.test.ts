import { describe } from '@jest/globals';

process.env.QUEUE_CONNECTION = 'database';
const { testDelivery } = await import('../../../support/mailDelivery.js');

describe('mail through the database queue', testDelivery);
