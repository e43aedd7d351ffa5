import type { RequestHandler } from 'express';
import { queue } from '../drivers/queue/index.js';
import { Unauthorized } from '../exceptions/errors.js';
import { MethodNotAllowed } from '../exceptions/MethodNotAllowed.js';
import { requestContext } from '../http/requestContext.js';
import QueueDashboardService, { QUEUE_DASHBOARD_PATH } from '../services/operations/QueueDashboardService.js';
import { auditContext } from './AuditContext.js';
import { queueDashboardCookie } from './queueDashboardCookie.js';
import SecurityHeaders from './SecurityHeaders.js';

const READ_METHODS = ['GET', 'HEAD'];
const FOREIGN_FONTS = /<link href="https:\/\/fonts\.googleapis\.com[^>]*>/g;

let dashboard: Promise<RequestHandler> | undefined;

const rejectChanges: RequestHandler = (req, _res, next) => {
  if (!READ_METHODS.includes(req.method)) throw new MethodNotAllowed(req.method, READ_METHODS);
  next();
};

/** Exchanges the link's token for a cookie. The redirect keeps the token out of the browser's history. */
const openLink: RequestHandler = async (req, res, next) => {
  const { token } = req.query;
  if (req.method !== 'GET' || typeof token !== 'string') {
    next();
    return;
  }
  const access = await requestContext.run(auditContext(req), () => QueueDashboardService.open(token));
  queueDashboardCookie.set(res, access);
  res.setHeader('Cache-Control', 'no-store');
  res.redirect(303, QUEUE_DASHBOARD_PATH);
};

const requireAccess: RequestHandler = async (req, _res, next) => {
  const access = queueDashboardCookie.read(req);
  if (!access || access.hasExpired || !(await QueueDashboardService.isAuthorized(access))) {
    throw new Unauthorized(
      'Open the dashboard with a link from the API: as an administrator, send POST /api/admin/queues/dashboard-link',
    );
  }
  next();
};

/** Removes the page's link to web fonts, which would tell another server who opens it. */
const removeForeignFonts: RequestHandler = (_req, res, next) => {
  const render = res.render.bind(res);
  res.render = (view: string, values?: object) => {
    render(view, values ?? {}, (error: unknown, html?: string) => {
      if (error) next(error);
      else res.type('html').send(html?.replace(FOREIGN_FONTS, ''));
    });
  };
  next();
};

/** Fails fast when the queue's backend is down: the page itself would wait forever. */
const requireQueue: RequestHandler = async (_req, _res, next) => {
  await queue.ping();
  next();
};

const show: RequestHandler = async (req, res, next) => {
  dashboard ??= queue.createDashboard?.(QUEUE_DASHBOARD_PATH);
  res.setHeader('Cache-Control', 'no-store');
  (await dashboard)?.(req, res, next);
};

/** The queue driver's own read-only page for administrators; some drivers have none. */
export const QueueDashboard = {
  path: QUEUE_DASHBOARD_PATH,
  handlers: queue.createDashboard
    ? [rejectChanges, openLink, requireAccess, SecurityHeaders.forQueues, removeForeignFonts, requireQueue, show]
    : [],
};
