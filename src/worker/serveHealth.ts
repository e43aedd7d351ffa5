import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { monitoringConfig } from '../config/monitoring.js';
import { queueConfig } from '../config/queue.js';
import { onClose } from '../drivers/lifecycle.js';
import { parseBearerToken } from '../http/parseBearerToken.js';
import { logger } from '../logging/logger.js';
import MetricsService from '../services/operations/MetricsService.js';
import { OperationalError } from '../utils/OperationalError.js';

function sendResponse(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

async function sendMetrics({ headers }: IncomingMessage, res: ServerResponse): Promise<void> {
  if (!MetricsService.isAuthorized(parseBearerToken(headers.authorization))) {
    sendResponse(res, 401, { message: 'Unauthorized' });
    return;
  }
  const text = await MetricsService.text();
  res.writeHead(200, { 'Content-Type': MetricsService.contentType }).end(text);
}

async function handleRequest(req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    if (req.url === '/health/live') sendResponse(res, 200, { status: 'ok' });
    else if (req.url === '/metrics' && monitoringConfig.hasMetrics) await sendMetrics(req, res);
    else sendResponse(res, 404, { message: 'Not found' });
  } catch (error) {
    logger.error('A request to the worker failed', { url: req.url, error });
    sendResponse(res, 500, { message: 'Internal server error' });
  }
}

/** Serves health checks and metrics at WORKER_PORT, if set. @throws OperationalError if the port is in use */
export async function serveHealth(): Promise<void> {
  const { workerPort } = queueConfig;
  if (workerPort === undefined) return;
  const server = createServer((req, res) => void handleRequest(req, res));
  try {
    server.listen(workerPort);
    await once(server, 'listening');
  } catch (error) {
    throw new OperationalError(`${error instanceof Error ? error.message : String(error)}: check WORKER_PORT`);
  }
  onClose(() => {
    server.close();
    server.closeAllConnections();
  });
}
