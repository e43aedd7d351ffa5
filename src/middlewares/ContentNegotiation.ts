import type { RequestHandler } from 'express';
import { NotAcceptable } from '../exceptions/errors.js';

const ACCEPTS_JSON = /\*\/\*|application\/(problem\+)?json/;
const SUPPORTED_TYPES = ['application/json', 'application/problem+json', 'text/html'];

/** The API answers JSON, and its pages HTML: who accepts neither is told so. */
class ContentNegotiation {
  public readonly handle: RequestHandler = (req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    const { accept } = req.headers;
    if (accept && !ACCEPTS_JSON.test(accept) && !req.accepts(SUPPORTED_TYPES)) throw new NotAcceptable();
    next();
  };
}

export default new ContentNegotiation();
