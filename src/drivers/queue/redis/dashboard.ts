import { createBullBoard } from '@bull-board/api';
import { ExpressAdapter } from '@bull-board/express';
import type { Express, RequestHandler } from 'express';
import { queueConfig } from '../../../config/queue.js';
import { getAdminRedis } from './withAdminRedis.js';
import type { BullQueues } from './BullQueues.js';
import { RedactedAdapter } from './RedactedAdapter.js';

function adapterOf(queues: BullQueues, name: (typeof queueConfig.names)[number]): RedactedAdapter {
  return new RedactedAdapter(queues.getQueue(name, getAdminRedis()), { readOnlyMode: name === 'audit' });
}

/** The web dashboard of the queues, to be mounted at this path. Redis must be there when it is made. */
export function createDashboard(basePath: string, queues: BullQueues): RequestHandler {
  const server = new ExpressAdapter().setBasePath(basePath);
  const uiConfig = { boardTitle: 'Queues', hideRedisDetails: true };
  createBullBoard({
    queues: queueConfig.names.map((name) => adapterOf(queues, name)),
    serverAdapter: server,
    options: { uiConfig },
  });
  const app = server.getRouter() as Express;
  return app.disable('x-powered-by');
}
