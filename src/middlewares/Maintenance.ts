import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { appConfig } from '../config/app.js';
import { ServiceUnavailable } from '../exceptions/ServiceUnavailable.js';
import MaintenanceService from '../services/MaintenanceService.js';

const EXEMPT = /^\/(health(\/.*)?|assets\/.*)$/;

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Answers 503 while the application is down for maintenance, except to health checks and to whoever has the secret. */
class Maintenance {
  private readonly secret = appConfig.maintenance.secret ? digest(appConfig.maintenance.secret) : undefined;

  public readonly handle: RequestHandler = (req, _res, next) => {
    const state = MaintenanceService.state;
    if (!state || EXEMPT.test(req.path) || this.isBypassed(req.get('X-Bypass-Maintenance'))) {
      next();
      return;
    }
    throw new ServiceUnavailable(state.message, state.retryAfter);
  };

  private isBypassed(given: string | undefined): boolean {
    return given !== undefined && this.secret !== undefined && timingSafeEqual(digest(given), this.secret);
  }
}

export default new Maintenance();
