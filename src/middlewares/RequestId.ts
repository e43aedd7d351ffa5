import type { RequestHandler } from 'express';
import { requestId } from '../http/requestId.js';

class RequestId {
  public readonly handle: RequestHandler = (req, res, next) => {
    requestId(req, res);
    next();
  };
}

export default new RequestId();
