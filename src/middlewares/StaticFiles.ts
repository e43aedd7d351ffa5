import express from 'express';
import { uploadsConfig } from '../config/uploads.js';
import { pathTo } from '../utils/paths.js';

const IMAGE = /\.(jpe?g|png|gif|webp)$/;

/** Files that are sent as they are. */
class StaticFiles {
  public readonly assets = express.static(pathTo('public', 'assets'), { index: false, maxAge: '1h' });

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
