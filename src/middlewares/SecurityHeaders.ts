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

/** Headers that tell browsers what a page of ours never does. */
class SecurityHeaders {
  public readonly handle = helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    strictTransportSecurity: appConfig.isProduction && { maxAge: 31_536_000, includeSubDomains: true },
    xFrameOptions: { action: 'deny' },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
  });

  /** For the reference page: Swagger UI sets styles inline. */
  public readonly forDocs = helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: { ...directives, styleSrc: ["'self'", "'unsafe-inline'"] },
  });
}

export default new SecurityHeaders();
