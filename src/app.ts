import express, { type Express } from 'express';
import { httpConfig } from './config/http.js';
import ExceptionHandler from './exceptions/Handler.js';
import BodyParser from './middlewares/BodyParser.js';
import Compression from './middlewares/Compression.js';
import Cors from './middlewares/Cors.js';
import Limiter from './middlewares/Limiter.js';
import Maintenance from './middlewares/Maintenance.js';
import RequestId from './middlewares/RequestId.js';
import RequestLog from './middlewares/RequestLog.js';
import SecurityHeaders from './middlewares/SecurityHeaders.js';
import SlowDown from './middlewares/SlowDown.js';
import StaticFiles from './middlewares/StaticFiles.js';
import RouteService from './routes/RouteService.js';

/** Creates the application. A request passes its middlewares from top to bottom. */
export function createApp(): Express {
  const app = express();
  app.set('trust proxy', httpConfig.trustProxy);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.disable('etag');

  app.use(RequestId.handle);
  app.use(SecurityHeaders.handle);
  app.use(Cors.handle);
  // After CORS, so that front ends on other origins can read the 503 and its Retry-After.
  app.use(Maintenance.handle);
  app.use(RequestLog.handle);
  app.use(Compression.handle);
  app.use(StaticFiles.handle);
  app.use(BodyParser.json, BodyParser.urlencoded);
  app.use(Limiter.global, SlowDown.handle);
  RouteService.mount(app);
  app.use(ExceptionHandler.handle);
  return app;
}
