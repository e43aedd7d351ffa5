import express, { type Request, type RequestHandler } from 'express';
import { queueConfig } from '../config/queue.js';
import { AdministratorRequired } from '../exceptions/AdministratorRequired.js';
import { Forbidden } from '../exceptions/errors.js';
import { NotFound } from '../exceptions/NotFound.js';
import AdministratorService from '../services/auth/BasicAuthService.js';
import AuditService from '../audit/AuditService.js';
import { requestContext } from '../http/requestContext.js';
import { basicOf } from './basicCredentials.js';
import { auditContext } from './AuditContext.js';

const READING = ['GET', 'HEAD'];

/** No jobs with arbitrary contents, and no end of a queue. */
const ALLOWED = [
  ...['pause', 'resume', 'promote', 'empty', 'concurrency', 'rate-limit', 'rate-limit/release'],
  ...['retry/:state', 'clean/:state', ':job/retry', ':job/clean', ':job/promote'],
];

async function note(req: Request, id: string, change: string): Promise<void> {
  const credentials = basicOf(req);
  const actorId = credentials && AdministratorService.idOf(credentials);
  if (!actorId) throw new AdministratorRequired();
  await requestContext.run({ ...auditContext(req), actorId }, () =>
    AuditService.record({
      action: 'queue.dashboard',
      subject: { type: 'Queue', id },
      after: { request: `${req.method} ${change}` },
    }),
  );
}

const ofAll: RequestHandler = async (req, _res, next) => {
  await note(req, 'all', req.path.split('/').slice(3).join('/'));
  next('router');
};

const ofOne: RequestHandler<{ queue: string }> = async (req, _res, next) => {
  const name = queueConfig.names.find((known) => known === req.params.queue);
  if (!name) throw new NotFound('Queue');
  if (name === 'audit') throw new Forbidden('The audit queue can only be looked at');
  await note(req, name, req.path.split('/').slice(4).join('/'));
  next('router');
};

const refuse: RequestHandler = (req, _res, next) => {
  if (!READING.includes(req.method)) throw new Forbidden('The dashboard does not do this');
  next();
};

/** Notes what the dashboard is about to change, and refuses what would forge or erase. It reads paths as BullMQ's router. */
export const DashboardChanges = express
  .Router()
  .put(['/api/queues/pause', '/api/queues/resume'], ofAll)
  .put(
    ALLOWED.map((change) => `/api/queues/:queue/${change}`),
    ofOne,
  )
  .use(refuse);
