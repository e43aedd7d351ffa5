import type { RequestHandler } from 'express';
import { monitoringConfig } from '../config/monitoring.js';
import { Unauthorized } from '../exceptions/errors.js';
import { NotFound } from '../exceptions/NotFound.js';
import { parseBearerToken } from '../http/parseBearerToken.js';
import MetricsService from '../services/operations/MetricsService.js';
import { attachMetadata } from './metadata.js';

const handler: RequestHandler = (req, _res, next) => {
  if (!monitoringConfig.hasMetrics) throw new NotFound('Route');
  if (!MetricsService.isAuthorized(parseBearerToken(req.headers.authorization))) throw new Unauthorized();
  next();
};

/** Protects the metrics, which reveal much about a service. In production they exist only with a METRICS_TOKEN. */
class MetricsAuth {
  public readonly handle = attachMetadata(handler, { label: 'metrics-token', errors: [401, 404] });
}

export default new MetricsAuth();
