import { describeOn, redisEnvironment } from '../../../support/servers.js';

Object.assign(process.env, redisEnvironment(), { CACHE_STORE: 'memory', QUEUE_CONNECTION: 'redis' });
await import('../../../../src/middlewares/rateLimit/rateLimitStore.js');
const { adminApiRules } = await import('./adminApiRules.js');

await describeOn('redis', 'the queue admin API', () => adminApiRules('redis'));
