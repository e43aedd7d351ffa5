import type { RequestHandler } from 'express';
import { assignRequestId } from '../http/requestId.js';

class RequestId {
  public readonly handle: RequestHandler = (req, res, next) => {
    assignRequestId(req, res);
    next();
  };
}

export default new RequestId();
