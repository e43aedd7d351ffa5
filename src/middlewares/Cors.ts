import cors from 'cors';
import { httpConfig } from '../config/http.js';

const { corsOrigins } = httpConfig;

/** Lets the pages of the configured origins call the API. Tokens travel in a header, so cookies stay out of it. */
class Cors {
  public readonly handle = cors({
    origin: corsOrigins.includes('*') ? '*' : corsOrigins,
    exposedHeaders: [
      'X-Request-Id',
      'Link',
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
