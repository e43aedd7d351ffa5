import type { Request, RequestHandler } from 'express';
import { clientAddress } from '../http/clientAddress.js';
import { type RequestContext, requestContext } from '../http/requestContext.js';

/** The context of what this request changes. */
export function contextOf(req: Request): RequestContext {
  return { requestId: req.id, ip: clientAddress(req), actorId: req.principal?.user.id ?? null };
}

/** Lets the services behind a change know of its request, because an audit names it. Stands before the action. */
class ChangeContext {
  public readonly handle: RequestHandler = (req, _res, next) => {
    requestContext.run(contextOf(req), next);
  };
}

export default new ChangeContext();
