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

/** The id of a request, taken over from the client if it is sane; sent back with the answer from the first call on. */
export function assignRequestId(req: IncomingMessage & { id?: string }, res: ServerResponse): string {
  if (req.id === undefined) {
    const given = req.headers['x-request-id'];
    req.id = typeof given === 'string' && SAFE_ID.test(given) ? given : randomId();
    res.setHeader(HEADER, req.id);
  }
  return req.id;
}
