import type { RequestHandler } from 'express';
import type { Rate } from '../config/schema.js';
import type { RequestSchema } from '../http/RequestSchema.js';
import type { Role } from '../models/users/User.js';
import type { Scope } from '../security/scopes.js';

/** The facts that a middleware declares about its routes. */
export interface Metadata {
  /** Its name in `route:list`. */
  label: string;
  /** The statuses with which it may reject a request. */
  errors?: readonly number[];
  limiter?: Rate | null;
  authentication?: 'required' | 'optional';
  /** The scope that an API key needs. Routes without one reject API keys. */
  scope?: Scope | undefined;
  roles?: readonly Role[];
  request?: RequestSchema;
  upload?: { field: string; maxBytes: number; types: readonly string[] };
}

const METADATA = Symbol('metadata');

/** Attaches metadata to a middleware. The route list and the OpenAPI document are derived from it. */
export function attachMetadata(handler: RequestHandler, metadata: Metadata): RequestHandler {
  return Object.assign(handler, { [METADATA]: metadata });
}

export function getMetadata(handler: RequestHandler): Metadata | undefined {
  return (handler as RequestHandler & { [METADATA]?: Metadata })[METADATA];
}
