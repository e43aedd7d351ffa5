import type { Request, RequestHandler } from 'express';
import { UnsupportedMediaType } from '../exceptions/errors.js';
import type { RequestSchema } from '../http/RequestSchema.js';
import { attachMetadata } from './metadata.js';

const BODY_TYPES = ['json', 'urlencoded'];

function hasUnsupportedBody(req: Request): boolean {
  return req.body === undefined && req.get('Content-Length') !== '0' && req.is(BODY_TYPES) === false;
}

class Validator {
  /**
   * Validates body, query and params once; the action reads the typed result with `schema.of(req)`.
   * Rejects with 422, naming every invalid field, or with 415 if the body is neither JSON nor a form.
   */
  public validate(schema: RequestSchema): RequestHandler {
    const handler: RequestHandler = (req, _res, next) => {
      if (schema.parts.body && hasUnsupportedBody(req)) throw new UnsupportedMediaType();
      schema.check(req);
      next();
    };
    const errors = schema.parts.body ? [400, 413, 415, 422] : [422];
    return attachMetadata(handler, { label: 'validate', request: schema, errors });
  }
}

export default new Validator();
