import type { RequestHandler } from 'express';
import { appConfig } from '../config/app.js';
import { ServiceUnavailable } from '../exceptions/ServiceUnavailable.js';
import MaintenanceService from '../services/operations/MaintenanceService.js';
import { timingSafeEqualText } from '../security/timingSafeEqualText.js';

const { secret } = appConfig.maintenance;

const EXEMPT = /^\/(health(\/.*)?|metrics|assets\/.*)$/;

/** Answers 503 while the application is down for maintenance, except to probes and to whoever has the secret. */
class Maintenance {
  public readonly handle: RequestHandler = (req, _res, next) => {
    const state = MaintenanceService.state;
    if (!state || EXEMPT.test(req.path) || this.isBypassed(req.get('X-Bypass-Maintenance'))) {
      next();
      return;
    }
    throw new ServiceUnavailable(state.message, state.retryAfter);
  };

  private isBypassed(given: string | undefined): boolean {
    return given !== undefined && secret !== undefined && timingSafeEqualText(given, secret);
  }
}

export default new Maintenance();
