import express, { type Express, type RequestHandler, type Router } from 'express';
import { MethodNotAllowed } from '../exceptions/MethodNotAllowed.js';
import { NotFound } from '../exceptions/NotFound.js';
import { setRoutePattern } from '../http/routePattern.js';
import AuditContext from '../middlewares/AuditContext.js';
import ContentNegotiation from '../middlewares/ContentNegotiation.js';
import { QueueDashboard } from '../middlewares/QueueDashboard.js';
import StaticFiles from '../middlewares/StaticFiles.js';
import { modules } from '../modules/index.js';
import { docsRoutes } from './operations/docs.js';
import type { Route } from './Route.js';

const VERSION = /^\/v1(?=\/|\?|$)/;

/** Makes `/api/v1` an alias of `/api`. */
const dropVersion: RequestHandler = (req, _res, next) => {
  req.url = req.url.replace(VERSION, '');
  if (!req.url.startsWith('/')) req.url = `/${req.url}`;
  next();
};

const notFound: RequestHandler = () => {
  throw new NotFound('Route');
};

function rejectOtherMethods(routes: Route[]): RequestHandler {
  const methods = routes.map(({ method }) => method.toUpperCase());
  const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  return (req) => {
    throw new MethodNotAllowed(req.method, allowed);
  };
}

/** Inserts the audit context before the action. GET routes do without its cost. */
function buildPipeline({ method, handlers }: Route): RequestHandler[] {
  return method === 'get' ? handlers : [...handlers.slice(0, -1), AuditContext.handle, ...handlers.slice(-1)];
}

/** Mounts one Express route per path, so that an unsupported method gets 405 instead of 404. */
function mountRoutes(router: Router, routes: readonly Route[]): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const samePath = routes.filter((route) => route.path === path);
    const mounted = router.route(path);
    setRoutePattern(mounted, samePath[0]?.fullPath ?? path);
    for (const route of samePath) mounted[route.method](...buildPipeline(route));
    mounted.all(rejectOtherMethods(samePath));
  }
}

/** Collects the route tables of all modules and mounts them. */
class RouteService {
  /** Every route of the application, in the order in which they are matched. */
  public readonly routes: readonly Route[] = [
    ...modules.flatMap((module) => module.routes),
    docsRoutes(() => this.routes),
  ].flatMap((table) => table.routes);

  public mount(app: Express): void {
    const api = express.Router().use(dropVersion, ContentNegotiation.handle);
    mountRoutes(api, this.withBase('/api'));
    const web = express.Router();
    mountRoutes(web, this.withBase(''));
    app.use('/api/docs/assets', StaticFiles.docs);
    app.use('/api', api, notFound);
    app.use(QueueDashboard.path, ...QueueDashboard.handlers, notFound);
    app.use(web, notFound);
  }

  private withBase(base: string): Route[] {
    return this.routes.filter((route) => route.base === base);
  }
}

export default new RouteService();
