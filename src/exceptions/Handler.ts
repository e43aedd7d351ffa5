import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Request, Response } from 'express';
import { appConfig } from '../config/app.js';
import { assignRequestId } from '../http/requestId.js';
import { getRoutePattern } from '../http/routePattern.js';
import { sendJson } from '../http/sendJson.js';
import { renderView } from '../http/view.js';
import { reportError } from '../logging/errorReporting.js';
import { logger } from '../logging/logger.js';
import { InternalError } from './errors.js';
import { HttpException } from './HttpException.js';
import { fromBodyParser } from './mappers/bodyParser.js';
import { fromJsonwebtoken } from './mappers/jsonwebtoken.js';
import { fromMulter } from './mappers/multer.js';
import { fromSequelize } from './mappers/sequelize.js';
import { fromZod } from './mappers/zod.js';

const mappers = [fromZod, fromSequelize, fromMulter, fromJsonwebtoken, fromBodyParser];

const FILE_HEADERS = ['ETag', 'Last-Modified', 'Content-Disposition', 'Content-Encoding', 'Accept-Ranges'];

const API_PATH = /^\/api(\/|\?|$)/i;

function toException(error: unknown): HttpException {
  if (error instanceof HttpException) return error;
  for (const map of mappers) {
    const exception = map(error);
    if (exception) return exception;
  }
  return new InternalError();
}

function developmentStack(error: unknown): string | undefined {
  return appConfig.isDevelopment && error instanceof Error ? error.stack : undefined;
}

/** An error that is being rendered. */
interface Failure {
  exception: HttpException;
  req: Request;
  res: Response;
  stack: string | undefined;
}

function renderJson({ exception, req, res, stack }: Failure): void {
  const { status: code, code: error, message, details } = exception;
  const { errors = null, extra } = details;
  const context = { errors, requestId: assignRequestId(req, res), ...extra, stack };
  sendJson(res, code, { success: false, message, code, error, ...context });
}

/** Renders problem details (RFC 9457). */
function renderProblem({ exception, req, res, stack }: Failure): void {
  const { status, code, message: detail, details } = exception;
  const { errors = null, extra } = details;
  const title = STATUS_CODES[status] ?? 'Error';
  const context = { code, errors, requestId: assignRequestId(req, res), ...extra, stack };
  const body = { type: 'about:blank', title, status, detail, instance: req.originalUrl, ...context };
  sendJson(res, status, body, 'application/problem+json');
}

function renderPage({ exception, req, res, stack = '' }: Failure): void {
  const { status, message, details } = exception;
  const title = STATUS_CODES[status] ?? 'Error';
  const view = status === 503 && details.extra ? 'maintenance' : 'error';
  const context = { status, title, message, stack, requestId: assignRequestId(req, res), ...details.extra };
  res.status(status).type('html').send(renderView(view, context));
}

/** Removes headers that were set for a file, because the error is sent instead. */
function clearFileHeaders(res: Response): void {
  for (const name of FILE_HEADERS) res.removeHeader(name);
  res.setHeader('Cache-Control', 'no-store');
}

function selectRenderer(req: Request): (failure: Failure) => void {
  if (!API_PATH.test(req.originalUrl) && req.accepts(['json', 'html']) === 'html') return renderPage;
  return req.headers.accept?.includes('application/problem+json') ? renderProblem : renderJson;
}

/** The only place that turns errors into HTTP: JSON for the API, problem+json on request, a page for browsers. */
class Handler {
  // Express recognizes error handlers by their four parameters.
  public readonly handle: ErrorRequestHandler = (error: unknown, req, res, _next) => {
    const exception = toException(error);
    if (exception.status >= 500 && error !== exception) this.report(error, exception, req);
    const isDisconnected = req.socket.destroyed;
    if (res.headersSent || isDisconnected) {
      res.destroy();
      return;
    }
    if (res.hasHeader('Last-Modified')) clearFileHeaders(res);
    for (const [name, value] of Object.entries(exception.details.headers ?? {})) res.setHeader(name, value);
    const send = selectRenderer(req);
    send({ exception, req, res, stack: exception.status === 500 ? developmentStack(error) : undefined });
  };

  private report(error: unknown, { status }: HttpException, req: Request): void {
    const { id: requestId, method, originalUrl: url, principal } = req;
    const userId = principal?.user.id;
    logger.error('Request failed', { requestId, method, url, userId, error });
    // Outages of dependencies show up in readiness and metrics. Only bugs are reported.
    if (status === 500) reportError(error, { requestId, method, route: getRoutePattern(req), userId });
  }
}

export default new Handler();
