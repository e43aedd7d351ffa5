import compression from 'compression';
import type { RequestHandler } from 'express';

const compress = compression();

/** Compresses answers of a kilobyte and more for clients that can read it; the others are spared the preparation. */
class Compression {
  public readonly handle: RequestHandler = (req, res, next) => {
    // A range is one of the file as it is, which compressed would be other bytes.
    if (req.headers['accept-encoding'] && !req.headers.range) compress(req, res, next);
    else next();
  };
}

export default new Compression();
