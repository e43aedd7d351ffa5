import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createApp } from '../app.js';
import { appConfig } from '../config/app.js';
import { httpConfig } from '../config/http.js';
import { sequelize } from '../database/sequelize.js';
import { closeDrivers } from '../drivers/lifecycle.js';
import { queue } from '../drivers/queue/index.js';
import { logger } from '../logging/logger.js';
import { messageClasses } from './httpMessageClasses.js';
import { onEnd } from './onShutdown.js';
import { workQueues } from './inProcessWorker.js';

const { timeouts } = httpConfig;

const SWEEP_INTERVAL = 100;

function newServer(): Server {
  const app = createApp();
  const server = createServer(
    {
      ...messageClasses(app),
      headersTimeout: timeouts.headers,
      requestTimeout: timeouts.request,
      keepAliveTimeout: timeouts.keepAlive,
      connectionsCheckingInterval: timeouts.checkInterval,
    },
    app,
  );
  // A client that asks and never reads would keep its answers in memory.
  return server.setTimeout(timeouts.silence);
}

/** Accepts nothing new and waits for what is in flight; connections that only wait for more are closed. */
async function drain(server: Server): Promise<void> {
  server.prependListener('request', (_req, res) => res.setHeader('Connection', 'close'));
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_INTERVAL);
  const deadline = setTimeout(() => server.closeAllConnections(), timeouts.drain);
  server.close();
  await once(server, 'close');
  clearInterval(sweep);
  clearTimeout(deadline);
}

/** Serves the application from this process until it is told to end. */
export async function serve(): Promise<void> {
  const server = newServer();
  server.listen(appConfig.port, appConfig.host);
  await once(server, 'listening');
  queue.start();
  const working = workQueues();
  onEnd(async (reason) => {
    logger.info(`${reason}: finishing what is in flight`);
    await Promise.all([drain(server), working.then(({ stop }) => stop())]);
    await closeDrivers();
    await sequelize.close();
    process.exit(0);
  });
  await working;
}
