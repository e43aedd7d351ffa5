import type { RequestHandler } from 'express';
import { queue } from '../drivers/queue/index.js';
import BrowserLogin from './BasicAuth.js';
import { DashboardChanges } from './QueueDashboardAudit.js';
import SecurityHeaders from './SecurityHeaders.js';

const FOREIGN_FONTS = /<link href="https:\/\/fonts\.googleapis\.com[^>]*>/g;

let dashboard: Promise<RequestHandler> | undefined;

/** The page asks for its fonts elsewhere, which would tell others who looks at it. */
const ownAssets: RequestHandler = (_req, res, next) => {
  const render = res.render.bind(res);
  res.render = (view: string, values?: object) => {
    render(view, values ?? {}, (error: unknown, html?: string) => {
      if (error) next(error);
      else res.type('html').send(html?.replace(FOREIGN_FONTS, ''));
    });
  };
  next();
};

/** With its place away the page would wait for ever. */
const reach: RequestHandler = async (_req, _res, next) => {
  await queue.ping();
  next();
};

const show: RequestHandler = async (req, res, next) => {
  dashboard ??= queue.createDashboard?.(QueueDashboard.path);
  res.setHeader('Cache-Control', 'no-store');
  (await dashboard)?.(req, res, next);
};

/** The queue driver's own page, for administrators; some drivers have none. */
export const QueueDashboard = {
  path: '/admin/queues',
  handlers: queue.createDashboard
    ? [
        BrowserLogin.administrators,
        BrowserLogin.refuseForeignSites,
        SecurityHeaders.forQueues,
        ownAssets,
        reach,
        DashboardChanges,
        show,
      ]
    : [],
};
