import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { findAuthenticatedUser } from './caller.js';
import { validate, type FieldError } from './newUser.js';
import { findPage } from './users.js';

type Answer = [status: number, body: object];

const LIMIT = 15;

const environment = process.env.NODE_ENV;

function ok(message: string, data: unknown): Answer {
  return [200, { success: true, message, data }];
}

function failed(code: number, error: string, message: string, errors: FieldError[] | null = null): Answer {
  return [code, { success: false, message, code, error, errors, requestId: randomUUID() }];
}

function readBody(req: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.once('end', () => resolve(Buffer.concat(chunks).toString())).once('error', reject);
  });
}

async function me(req: IncomingMessage): Promise<Answer> {
  const user = await findAuthenticatedUser(req);
  return user ? ok('The signed-in user', user) : failed(401, 'UNAUTHORIZED', 'Not signed in');
}

async function users(req: IncomingMessage, query: string): Promise<Answer> {
  const user = await findAuthenticatedUser(req);
  if (!user) return failed(401, 'UNAUTHORIZED', 'Not signed in');
  if (user.role !== 'admin' && user.role !== 'manager') return failed(403, 'FORBIDDEN', 'Not allowed');
  const page = Number(new URLSearchParams(query).get('page') ?? 1);
  if (!Number.isInteger(page) || page < 1) return failed(422, 'VALIDATION_ERROR', 'Validation Failed');
  const { total, rows } = await findPage(page, LIMIT);
  const offset = (page - 1) * LIMIT;
  const [from, to] = rows.length > 0 ? [offset + 1, offset + rows.length] : [null, null];
  const meta = { total, per_page: LIMIT, current_page: page, last_page: Math.ceil(total / LIMIT), from, to };
  return ok('Users retrieved successfully', { data: rows, meta });
}

async function createUser(req: IncomingMessage): Promise<Answer> {
  const errors = validate(JSON.parse(await readBody(req)));
  if (errors.length > 0) return failed(422, 'VALIDATION_ERROR', 'Validation Failed', errors);
  return failed(501, 'NOT_IMPLEMENTED', 'The baseline does not create users');
}

function route(req: IncomingMessage): Answer | Promise<Answer> {
  const [path, query = ''] = (req.url ?? '').split('?', 2);
  switch (`${req.method} ${path}`) {
    case 'GET /status':
      return [200, { status: 'UP', environment }];
    case 'GET /api/me':
      return me(req);
    case 'GET /api/users':
      return users(req, query);
    case 'POST /api/users':
      return createUser(req);
    default:
      return failed(404, 'NOT_FOUND', 'Route not found');
  }
}

/** Returns the same responses as Lumina, built on node:http and a database driver only. */
export async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const [status, body] = await Promise.resolve(route(req)).catch(() => failed(500, 'INTERNAL_ERROR', 'Failed'));
  const json = JSON.stringify(body);
  res.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(json) });
  res.end(json);
}
