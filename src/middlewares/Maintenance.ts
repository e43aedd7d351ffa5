import type { RequestHandler } from 'express';
import { appConfig } from '../config/app.js';
import { ServiceUnavailable } from '../exceptions/ServiceUnavailable.js';
import { timingSafeEqualText } from '../security/timingSafeEqualText.js';
import MaintenanceService from '../services/operations/MaintenanceService.js';

const { secret } = appConfig.maintenance;

const EXEMPT = /^\/(health(\/.*)?|metrics|assets\/.*)$/;

/** Rejects requests with 503 in maintenance mode, except probes and requests with the bypass secret. */
class Maintenance {
  public readonly handle: RequestHandler = (req, _res, next) => {
    const state = MaintenanceService.state;
    if (!state || EXEMPT.test(req.path) || this.isBypassed(req.get('X-Bypass-Maintenance'))) {
      next();
      return;
    }
    throw new ServiceUnavailable(state.message, state.retryAfter);
  };

  private isBypassed(bypass: string | undefined): boolean {
    return bypass !== undefined && secret !== undefined && timingSafeEqualText(bypass, secret);
  }
}

export default new Maintenance();
