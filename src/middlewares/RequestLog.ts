import type { RequestHandler } from 'express';
import { getClientIp } from '../http/getClientIp.js';
import { logger } from '../logging/logger.js';
import { metrics } from '../logging/metrics.js';
import { getRoutePattern } from '../http/routePattern.js';

/** Those that routes know, or answer for them; of any others a scanner could make up as many as it likes. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** One line, and one measurement, for each answer or each client that left before it. */
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
