import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createApp } from '../app.js';
import { appConfig } from '../config/app.js';
import { httpConfig } from '../config/http.js';
import { sequelize } from '../database/sequelize.js';
import { closeDrivers } from '../drivers/lifecycle.js';
import { queue } from '../drivers/queue/index.js';
import { logger } from '../logging/logger.js';
import MaintenanceService from '../services/operations/MaintenanceService.js';
import { httpMessageClasses } from './httpMessageClasses.js';
import { startInProcessWorker } from './inProcessWorker.js';
import { onShutdown } from './onShutdown.js';

const { timeoutsMs } = httpConfig;

const SWEEP_INTERVAL_MS = 100;

function createHttpServer(): Server {
  const app = createApp();
  const server = createServer(
    {
      ...httpMessageClasses(app),
      headersTimeout: timeoutsMs.headers,
      requestTimeout: timeoutsMs.request,
      keepAliveTimeout: timeoutsMs.keepAlive,
      connectionsCheckingInterval: timeoutsMs.checkInterval,
    },
    app,
  );
  // A client that never reads would keep its responses in memory.
  return server.setTimeout(timeoutsMs.socket);
}

/** Connection draining: accepts no new connections, closes idle ones and waits for requests in flight. */
async function drainConnections(server: Server): Promise<void> {
  server.prependListener('request', (_req, res) => res.setHeader('Connection', 'close'));
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_INTERVAL_MS);
  const deadline = setTimeout(() => server.closeAllConnections(), timeoutsMs.drain);
  server.close();
  await once(server, 'close');
  clearInterval(sweep);
  clearTimeout(deadline);
}

/** Serves the application from this process until it is told to shut down. */
export async function serve(): Promise<void> {
  // Before the first request: a server that starts during maintenance must not serve any.
  await MaintenanceService.start();
  const server = createHttpServer();
  server.listen(appConfig.port, appConfig.host);
  await once(server, 'listening');
  queue.start();
  const worker = startInProcessWorker();
  onShutdown(async (reason) => {
    logger.info(`${reason}: shutting down gracefully`);
    await Promise.all([drainConnections(server), worker.then(({ stop }) => stop())]);
    await closeDrivers();
    await sequelize.close();
    process.exit(0);
  });
  await worker;
}
