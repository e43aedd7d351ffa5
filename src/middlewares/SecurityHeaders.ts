import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { appConfig } from '../config/app.js';

const directives = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  fontSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

const protect = helmet({
  contentSecurityPolicy: { useDefaults: false, directives },
  strictTransportSecurity: appConfig.isProduction && { maxAge: 31_536_000, includeSubDomains: true },
  xFrameOptions: { action: 'deny' },
  crossOriginResourcePolicy: { policy: 'cross-origin' },
});

/** Computes helmet's headers once, with a dummy response: they are the same for every response. */
function protectiveHeaders(): [string, string][] {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  protect(response.req, response, () => undefined);
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}

/** Security headers, such as the content security policy and HSTS. */
class SecurityHeaders {
  private readonly headers = protectiveHeaders();

  public readonly handle: RequestHandler = (_req, res, next) => {
    for (const [name, value] of this.headers) res.setHeader(name, value);
    next();
  };

  /** For the reference page: Swagger UI sets styles inline. */
  public readonly forDocs = helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: { ...directives, styleSrc: ["'self'", "'unsafe-inline'"] },
  });

  /** For the queue dashboard: its styles are inline, and it sets a base URL. */
  public readonly forQueues = helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: { ...directives, styleSrc: ["'self'", "'unsafe-inline'"], baseUri: ["'self'"] },
  });

  /** For the page that shows a mail in a frame. */
  public readonly forMailPage = helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: { ...directives, frameSrc: ["'self'"] },
  });

  /** For the mail in that frame: its styles are inline, its links open in a new window, and its scripts do not run. */
  public readonly forMail = [
    helmet.contentSecurityPolicy({
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'self'"],
        sandbox: ['allow-popups', 'allow-popups-to-escape-sandbox'],
      },
    }),
    helmet.xFrameOptions({ action: 'sameorigin' }),
  ];
}

export default new SecurityHeaders();
