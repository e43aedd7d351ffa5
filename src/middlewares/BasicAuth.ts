import type { Request, RequestHandler, Response } from 'express';
import { AdministratorRequired } from '../exceptions/AdministratorRequired.js';
import { Forbidden } from '../exceptions/errors.js';
import AdministratorService from '../services/auth/BasicAuthService.js';
import { requestContext } from '../http/requestContext.js';
import { basicOf } from './basicCredentials.js';
import { auditContext } from './AuditContext.js';
import Limiter from './Limiter.js';

const READING = ['GET', 'HEAD'];

/** Every browser of today says where a changing request comes from; what is no browser has no stored password to abuse. */
function isOwn(req: Request): boolean {
  const site = req.get('Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin';
  const origin = req.get('Origin');
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === req.get('Host'));
}

function countAttempt(req: Request, res: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    Limiter.basic(req, res, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error('The limiter failed', { cause: error }));
    });
  });
}

/** For pages of administrators: a browser cannot send a bearer token by itself, but e-mail and password. */
class BrowserLogin {
  /** Lets only administrators through, and attempts only as often as logins. */
  public readonly administrators: RequestHandler = async (req, res, next) => {
    const credentials = basicOf(req);
    if (!credentials) throw new AdministratorRequired();
    if (await AdministratorService.recall(credentials)) {
      next();
      return;
    }
    await countAttempt(req, res);
    const administrator = await requestContext.run(auditContext(req), () => AdministratorService.prove(credentials));
    if (!administrator) throw new AdministratorRequired();
    next();
  };

  /** The browser sends the password along whoever made it ask: only our own pages may make it change something. */
  public readonly refuseForeignSites: RequestHandler = (req, _res, next) => {
    if (!READING.includes(req.method) && !isOwn(req)) throw new Forbidden();
    next();
  };
}

export default new BrowserLogin();
