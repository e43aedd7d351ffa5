import cors from 'cors';
import type { RequestHandler } from 'express';
import { httpConfig } from '../config/http.js';

const { corsOrigins } = httpConfig;

/** What is there in development alone, such as mail with its links: not for other pages, whoever else may call the API. */
const DEVELOPMENT_PATHS = /^\/dev(\/|$)/i;

/** Lets the pages of the configured origins call the API. Tokens travel in a header, so cookies stay out of it. */
class Cors {
  public readonly handle: RequestHandler = (req, res, next) => {
    if (!DEVELOPMENT_PATHS.test(req.path)) this.applyCors(req, res, next);
    else if (req.method === 'OPTIONS') res.status(204).end();
    else next();
  };

  private readonly applyCors = cors({
    origin: corsOrigins.includes('*') ? '*' : corsOrigins,
    exposedHeaders: [
      'X-Request-Id',
      'WWW-Authenticate',
      'Link',
      'Content-Disposition',
      'ETag',
      'Retry-After',
      'RateLimit-Limit',
      'RateLimit-Remaining',
      'RateLimit-Reset',
      'X-RateLimit-Limit',
      'X-RateLimit-Remaining',
      'X-RateLimit-Reset',
    ],
    maxAge: 86_400,
  });
}

export default new Cors();
