import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomId } from '../utils/random.js';

declare global {
  namespace Express {
    interface Request {
      /** Identifies the request in the response and in the log. */
      id: string;
    }
  }
}

const HEADER = 'X-Request-Id';
const SAFE_ID = /^[\w.:-]{1,128}$/;

/**
 * Returns the request's id, accepted from the client if it is well-formed. The first call also sets the response
 * header.
 */
export function assignRequestId(req: IncomingMessage & { id?: string }, res: ServerResponse): string {
  if (req.id === undefined) {
    const clientId = req.headers['x-request-id'];
    req.id = typeof clientId === 'string' && SAFE_ID.test(clientId) ? clientId : randomId();
    res.setHeader(HEADER, req.id);
  }
  return req.id;
}
