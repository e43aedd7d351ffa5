import type { Response } from 'express';
import { type CacheValidators, sendConditional } from '../http/sendConditional.js';
import { sendJson } from '../http/sendJson.js';
import type { CursorMeta, Page, PageMeta } from '../lists/types.js';

interface Presenter<T> {
  many: (sources: readonly T[], only?: readonly string[]) => unknown[];
}

function send(res: Response, status: number, data: unknown, message: string): void {
  sendJson(res, status, { success: true, message, data });
}

function sendConditionalJson(res: Response, data: unknown, message: string, freshness: CacheValidators): void {
  sendConditional(res, JSON.stringify({ success: true, message, data }), 'application/json', freshness);
}

// The links repeat the client's query: clients and proxies reject headers that are too long.
const MAX_LINK = 4096;

type Links = Record<string, string | number>;

function buildLink(res: Response, parameter: string, value: string | number): string {
  const { pathname, searchParams } = new URL(res.req.originalUrl, 'http://localhost');
  searchParams.set(parameter, String(value));
  return `${pathname}?${searchParams.toString()}`;
}

function pageLinks({ current_page, last_page }: PageMeta): Links {
  return {
    first: 1,
    ...(current_page > 1 && { prev: Math.min(current_page - 1, last_page) }),
    ...(current_page < last_page && { next: current_page + 1 }),
    last: last_page,
  };
}

function cursorLinks({ prev_cursor, next_cursor }: CursorMeta): Links {
  return { ...(prev_cursor && { prev: prev_cursor }), ...(next_cursor && { next: next_cursor }) };
}

/** Builds the Link header of a list (RFC 8288). */
function buildLinkHeader(res: Response, { meta }: Page<unknown>): string {
  const [parameter, links] = 'total' in meta ? ['page', pageLinks(meta)] : ['cursor', cursorLinks(meta)];
  return Object.entries(links)
    .map(([relation, value]) => `<${buildLink(res, parameter, value)}>; rel="${relation}"`)
    .join(', ');
}

function buildPage<T>(res: Response, page: Page<T>, resource: Presenter<T>): object {
  const links = buildLinkHeader(res, page);
  if (links && links.length <= MAX_LINK) res.setHeader('Link', links);
  return { data: resource.many(page.rows, page.fields), meta: page.meta };
}

/** Sends the success envelope of the API. */
export const ApiResponse = {
  ok: (res: Response, data: unknown, message = 'OK'): void => send(res, 200, data, message),

  created: (res: Response, data: unknown, message = 'Created'): void => send(res, 201, data, message),

  paginated: <T>(res: Response, page: Page<T>, resource: Presenter<T>, message = 'OK'): void =>
    send(res, 200, buildPage(res, page, resource), message),

  /** As `ok`, with conditional GET: 304 if the client's copy is still fresh. */
  conditional: (res: Response, data: unknown, message = 'OK', freshness: CacheValidators = {}): void =>
    sendConditionalJson(res, data, message, freshness),

  /** As `paginated`, with conditional GET. */
  conditionalPage: <T>(res: Response, page: Page<T>, resource: Presenter<T>, message = 'OK'): void =>
    sendConditionalJson(res, buildPage(res, page, resource), message, {}),
};
