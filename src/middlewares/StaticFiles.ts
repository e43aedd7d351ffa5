import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { type RequestHandler, type Response } from 'express';
import { storageConfig } from '../config/storage.js';
import { parseStorageKey, resolvePublicUrl } from '../drivers/storage/addresses.js';
import { CACHE_CONTROL, getDisposition } from '../drivers/storage/headers.js';
import { PRIVATE_PREFIX } from '../drivers/storage/keys.js';
import { verifyFileSignature } from '../drivers/storage/signature.js';
import { Forbidden } from '../exceptions/errors.js';
import { resolvePath } from '../utils/paths.js';

const { disk, local } = storageConfig;

const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const swaggerFiles = express.static(swaggerUi, { index: false, maxAge: '1d' });

/** What users uploaded is inert: never a page or a script of this origin, and shown in place only if an image. */
function serveUntrusted(directory: string, audience: keyof typeof CACHE_CONTROL): RequestHandler {
  const setHeaders = (res: Response, path: string): void => {
    res.setHeader('Cache-Control', CACHE_CONTROL[audience]);
    res.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    res.setHeader('Content-Disposition', getDisposition(path));
  };
  return express.static(directory, { index: false, dotfiles: 'ignore', cacheControl: false, setHeaders });
}

/** Links to uploads lead to the files also after they moved to a disk elsewhere. */
const redirectToStorage: RequestHandler = (req, res, next) => {
  const path = `${req.baseUrl}${req.path}`;
  if (disk === 'local' || !['GET', 'HEAD'].includes(req.method) || !parseStorageKey(path)) next();
  else res.redirect(resolvePublicUrl(path));
};

/** Seconds, as they stand in a signed address: one spelling for each. */
const EXPIRES_PATTERN = /^\d{1,12}$/;

const checkSignature: RequestHandler = (req, _res, next) => {
  const { expires, signature } = req.query;
  const isOpen =
    typeof expires === 'string' &&
    EXPIRES_PATTERN.test(expires) &&
    typeof signature === 'string' &&
    verifyFileSignature(`${PRIVATE_PREFIX}${req.path.slice(1)}`, Number(expires), signature);
  if (!isOpen) throw new Forbidden('This address is not valid, or no longer');
  next();
};

const ASSETS = '/assets';
const BASES = [ASSETS, local.path, local.privatePath];

/** Files that are sent as they are. */
class StaticFiles {
  private readonly router = express
    .Router()
    .use(ASSETS, express.static(resolvePath('public', 'assets'), { index: false, maxAge: '1h' }))
    .use(local.path, serveUntrusted(local.directory, 'public'), redirectToStorage)
    .use(local.privatePath, checkSignature, serveUntrusted(local.privateDirectory, 'private'));

  /** Our own, those that users uploaded, and private ones for whoever has an address that this server signed. */
  public readonly handle: RequestHandler = (req, res, next) => {
    const path = req.path.toLowerCase();
    // Other requests, which are most, are spared a router of their own.
    if (BASES.some((base) => path.startsWith(base))) this.router(req, res, next);
    else next();
  };

  /** The style and script of the reference page, served from here: nothing of it comes from elsewhere. */
  public readonly docs: RequestHandler = (req, res, next) => {
    if (/^\/swagger-ui(-bundle\.js|\.css)$/.test(req.path)) swaggerFiles(req, res, next);
    else next();
  };
}

export default new StaticFiles();
