import type { RequestHandler } from 'express';
import { NotAcceptable } from '../exceptions/errors.js';

const ACCEPTS_JSON = /\*\/\*|application\/(problem\+)?json/;
const SUPPORTED_TYPES = ['application/json', 'application/problem+json', 'text/html'];

/** Content negotiation: rejects requests that accept neither JSON nor HTML, and keeps API responses out of caches. */
class ContentNegotiation {
  public readonly handle: RequestHandler = (req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    const { accept } = req.headers;
    if (accept && !ACCEPTS_JSON.test(accept) && !req.accepts(SUPPORTED_TYPES)) throw new NotAcceptable();
    next();
  };
}

export default new ContentNegotiation();
