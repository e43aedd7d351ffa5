import type { Request, RequestHandler } from 'express';
import { getClientIp } from '../http/getClientIp.js';
import { type RequestContext, requestContext } from '../http/requestContext.js';

/** The context of what this request changes. */
export function auditContext(req: Request): RequestContext {
  return { requestId: req.id, ip: getClientIp(req), actorId: req.principal?.user.id ?? null };
}

/** Lets the services behind a change know of its request, because an audit names it. Stands before the action. */
class AuditContext {
  public readonly handle: RequestHandler = (req, _res, next) => {
    requestContext.run(auditContext(req), next);
  };
}

export default new AuditContext();
