import type { Response } from 'express';

/** Answers with JSON; what Express's own method finds out anew for each answer is known here. */
export function sendJson(res: Response, status: number, body: unknown, type = 'application/json'): void {
  const text = JSON.stringify(body);
  res.statusCode = status;
  res.setHeader('Content-Type', `${type}; charset=utf-8`);
  res.setHeader('Content-Length', Buffer.byteLength(text));
  res.end(text);
}
