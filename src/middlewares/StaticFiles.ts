import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { type RequestHandler } from 'express';
import { uploadsConfig } from '../config/uploads.js';
import { pathTo } from '../utils/paths.js';

const IMAGE = /\.(jpe?g|png|gif|webp)$/;

const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const swaggerFiles = express.static(swaggerUi, { index: false, maxAge: '1d' });

/** Files that are sent as they are. */
class StaticFiles {
  public readonly assets = express.static(pathTo('public', 'assets'), { index: false, maxAge: '1h' });

  /** The style and script of the reference page, served from here: nothing of it comes from elsewhere. */
  public readonly docs: RequestHandler = (req, res, next) => {
    if (/^\/swagger-ui(-bundle\.js|\.css)$/.test(req.path)) swaggerFiles(req, res, next);
    else next();
  };

  /** What users uploaded is inert: never a page or a script of this origin, and shown in place only if an image. */
  public readonly uploads = express.static(uploadsConfig.directory, {
    index: false,
    dotfiles: 'ignore',
    immutable: true,
    maxAge: '1y',
    setHeaders: (res, path) => {
      res.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
      res.setHeader('Content-Disposition', IMAGE.test(path) ? 'inline' : 'attachment');
    },
  });
}

export default new StaticFiles();
