import type { RequestHandler } from 'express';
import { getClientIp } from '../http/getClientIp.js';
import { getRoutePattern } from '../http/routePattern.js';
import { logger } from '../logging/logger.js';
import { metrics } from '../logging/metrics.js';

/** Labels of the metrics. Any other method is counted as `other`: a scanner could invent any number of labels. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Logs and measures each response; 499 stands for a client that disconnected before it. */
class RequestLog {
  public readonly handle: RequestHandler = (req, res, next) => {
    const start = performance.now();
    const { method, originalUrl: url } = req;
    const ip = getClientIp(req);
    res.once('close', () => {
      const milliseconds = performance.now() - start;
      const status = res.writableFinished ? res.statusCode : 499;
      const labels = { method: METHODS.includes(method) ? method : 'other', route: getRoutePattern(req), status };
      metrics.httpRequests.observe(labels, milliseconds / 1_000);
      logger.log(status >= 500 ? 'error' : 'info', `${method} ${url}`, {
        status,
        duration: Math.round(milliseconds * 10) / 10,
        requestId: req.id,
        userId: req.principal?.user.id,
        keyId: req.principal?.apiKey?.id,
        ip,
      });
    });
    next();
  };
}

export default new RequestLog();
