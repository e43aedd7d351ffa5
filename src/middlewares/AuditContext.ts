import type { Request, RequestHandler } from 'express';
import { getClientIp } from '../http/getClientIp.js';
import { type RequestContext, requestContext } from '../http/requestContext.js';

/** Returns the request id, IP address and actor that audit entries of this request carry. */
export function auditContext(req: Request): RequestContext {
  return { requestId: req.id, ip: getClientIp(req), actorId: req.principal?.user.id ?? null };
}

/**
 * Passes the context to services through AsyncLocalStorage, so that audit entries can name the request. Place it right
 * before the action.
 */
class AuditContext {
  public readonly handle: RequestHandler = (req, _res, next) => {
    requestContext.run(auditContext(req), next);
  };
}

export default new AuditContext();
