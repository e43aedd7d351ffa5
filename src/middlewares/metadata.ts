import type { RequestHandler } from 'express';
import type { Rate } from '../config/schema.js';
import type { Role } from '../models/users/User.js';
import type { RequestSchema } from '../http/RequestSchema.js';
import type { Scope } from '../security/scopes.js';

/** What a middleware has to say about the routes that it stands in. */
export interface Metadata {
  /** How `route:list` names it. */
  label: string;
  /** The statuses with which it may turn a request away. */
  errors?: readonly number[];
  limiter?: Rate | null;
  authentication?: 'required' | 'optional';
  /** What an API key must have, where one is accepted. */
  scope?: Scope | undefined;
  roles?: readonly Role[];
  request?: RequestSchema;
  upload?: { field: string; maxBytes: number; types: readonly string[] };
}

const METADATA = Symbol('metadata');

/** Attaches the facts to a middleware, from which the route list and the OpenAPI document are derived. */
export function attachMetadata(handler: RequestHandler, metadata: Metadata): RequestHandler {
  return Object.assign(handler, { [METADATA]: metadata });
}

export function getMetadata(handler: RequestHandler): Metadata | undefined {
  return (handler as RequestHandler & { [METADATA]?: Metadata })[METADATA];
}
