import { describeOn, redisEnvironment } from '../../../support/servers.js';

Object.assign(process.env, redisEnvironment(), { QUEUE_CONNECTION: 'redis' });
const { testDelivery } = await import('../../../support/mailDelivery.js');

await describeOn('redis', 'mail through the Redis queue', testDelivery);
