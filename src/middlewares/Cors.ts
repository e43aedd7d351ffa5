import cors from 'cors';
import type { RequestHandler } from 'express';
import { httpConfig } from '../config/http.js';

const { corsOrigins } = httpConfig;

/** Development-only pages, such as mail with its links, are never exposed to other origins. */
const DEVELOPMENT_PATHS = /^\/dev(\/|$)/i;

/** CORS for the configured origins. Tokens travel in a header, so credentials are not allowed. */
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
