import { createBullBoard } from '@bull-board/api';
import { ExpressAdapter } from '@bull-board/express';
import type { Express, RequestHandler } from 'express';
import { queueConfig } from '../../../config/queue.js';
import type { BullQueues } from './BullQueues.js';
import { RedactedAdapter } from './RedactedAdapter.js';
import { getAdminRedis } from './withAdminRedis.js';

/** The read-only web dashboard of the queues, to be mounted at this path. Redis must be reachable when it is created. */
export function createDashboard(basePath: string, queues: BullQueues): RequestHandler {
  const server = new ExpressAdapter().setBasePath(basePath);
  const uiConfig = { boardTitle: 'Queues', hideRedisDetails: true };
  createBullBoard({
    queues: queueConfig.names.map((name) => new RedactedAdapter(queues.getQueue(name, getAdminRedis()))),
    serverAdapter: server,
    options: { uiConfig },
  });
  const app = server.getRouter() as Express;
  return app.disable('x-powered-by');
}
