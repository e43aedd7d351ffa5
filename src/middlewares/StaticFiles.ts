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

/** Serves uploads as inert files: they never run as a page or script of this origin, and only images display inline. */
function serveUntrusted(directory: string, audience: keyof typeof CACHE_CONTROL): RequestHandler {
  const setHeaders = (res: Response, path: string): void => {
    res.setHeader('Cache-Control', CACHE_CONTROL[audience]);
    res.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    res.setHeader('Content-Disposition', getDisposition(path));
  };
  return express.static(directory, { index: false, dotfiles: 'ignore', cacheControl: false, setHeaders });
}

/** Redirects links to local uploads, so that they keep working after the files moved to another disk. */
const redirectToStorage: RequestHandler = (req, res, next) => {
  const path = `${req.baseUrl}${req.path}`;
  if (disk === 'local' || !['GET', 'HEAD'].includes(req.method) || !parseStorageKey(path)) next();
  else res.redirect(resolvePublicUrl(path));
};

/** Epoch seconds in a signed URL. */
const EXPIRES_PATTERN = /^\d{1,12}$/;

const checkSignature: RequestHandler = (req, _res, next) => {
  const { expires, signature } = req.query;
  const isValid =
    typeof expires === 'string' &&
    EXPIRES_PATTERN.test(expires) &&
    typeof signature === 'string' &&
    verifyFileSignature(`${PRIVATE_PREFIX}${req.path.slice(1)}`, Number(expires), signature);
  if (!isValid) throw new Forbidden('This link is invalid or has expired');
  next();
};

const ASSETS = '/assets';
const BASES = [ASSETS, local.path, local.privatePath];

/** Serves assets, uploads and private files with signed URLs. */
class StaticFiles {
  private readonly router = express
    .Router()
    .use(ASSETS, express.static(resolvePath('public', 'assets'), { index: false, maxAge: '1h' }))
    .use(local.path, serveUntrusted(local.directory, 'public'), redirectToStorage)
    .use(local.privatePath, checkSignature, serveUntrusted(local.privateDirectory, 'private'));

  public readonly handle: RequestHandler = (req, res, next) => {
    const path = req.path.toLowerCase();
    // Most requests are for no file and skip the cost of another router.
    if (BASES.some((base) => path.startsWith(base))) this.router(req, res, next);
    else next();
  };

  /** Serves the style and script of the reference page from this origin, so that no third party is contacted. */
  public readonly docs: RequestHandler = (req, res, next) => {
    if (/^\/swagger-ui(-bundle\.js|\.css)$/.test(req.path)) swaggerFiles(req, res, next);
    else next();
  };
}

export default new StaticFiles();
