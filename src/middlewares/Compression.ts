import compression from 'compression';
import type { RequestHandler } from 'express';

const compress = compression();

/** Compresses answers of a kilobyte and more for clients that can read it; the others are spared the preparation. */
class Compression {
  public readonly handle: RequestHandler = (req, res, next) => {
    if (req.headers['accept-encoding']) compress(req, res, next);
    else next();
  };
}

export default new Compression();
