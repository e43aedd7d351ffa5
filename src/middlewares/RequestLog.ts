import type { RequestHandler } from 'express';
import { clientAddress } from '../utils/clientAddress.js';
import { logger } from '../utils/logger.js';

/** One line for each answer, or for each client that left before it. */
class RequestLog {
  public readonly handle: RequestHandler = (req, res, next) => {
    const start = performance.now();
    const { method, originalUrl: url } = req;
    const ip = clientAddress(req);
    res.once('close', () => {
      const duration = Math.round((performance.now() - start) * 10) / 10;
      const status = res.writableFinished ? res.statusCode : 499;
      logger.log(status >= 500 ? 'error' : 'info', `${method} ${url}`, {
        status,
        duration,
        requestId: req.id,
        userId: req.principal?.user.id,
        ip,
      });
    });
    next();
  };
}

export default new RequestLog();
