import compression from 'compression';
import type { RequestHandler } from 'express';

const compress = compression();

/** Compresses responses of at least one kilobyte for clients that accept it. */
class Compression {
  public readonly handle: RequestHandler = (req, res, next) => {
    // A range counts the bytes of the uncompressed file.
    if (req.headers['accept-encoding'] && !req.headers.range) compress(req, res, next);
    else next();
  };
}

export default new Compression();
