import type { RequestHandler } from 'express';
import { Forbidden } from '../exceptions/errors.js';
import { type Action, type Area, rolesFor } from '../models/users/permissions.js';
import type { Role } from '../models/users/User.js';
import { currentUser } from './Authentication.js';
import { attachMetadata } from './metadata.js';

class Authorization {
  /** Requires one of these roles. Place it after Authentication. */
  public roles(...roles: Role[]): RequestHandler {
    const handler: RequestHandler = (req, _res, next) => {
      if (!roles.includes(currentUser(req).role)) throw new Forbidden();
      next();
    };
    return attachMetadata(handler, { label: `roles:${roles.join(',')}`, roles, errors: [403] });
  }

  /** Requires a role to which the permission matrix grants the action. */
  public can<A extends Area>(area: A, action: Action<A>): RequestHandler {
    return this.roles(...rolesFor(area, action));
  }
}

export default new Authorization();
