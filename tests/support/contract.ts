import { type ErrorObject, Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Response } from 'supertest';
import { openApiDocument } from '../../src/routes/openapi/document.js';
import RouteService from '../../src/routes/RouteService.js';

const document = openApiDocument(RouteService.routes);

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(document, 'api');

const validators = new Map<string, ValidateFunction>();

const paths = Object.keys(document.paths ?? {})
  .map((template) => ({ template, pattern: new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`) }))
  // As in Express, a fixed path comes before one with a parameter.
  .sort((a, b) => Number(a.template.includes('{')) - Number(b.template.includes('{')));

function escape(segment: string): string {
  return encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function getValidator(pointer: string): ValidateFunction {
  const known = validators.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` });
  validators.set(pointer, known);
  return known;
}

function responsePointer(path: string, method: string, { status, type }: Response): string {
  const template = paths.find(({ pattern }) => pattern.test(path))?.template;
  const operation = template && document.paths?.[template]?.[method as 'get'];
  const content = `content/${escape(type)}/schema`;
  if (!operation) {
    if (![404, 405, 503].includes(status))
      throw new Error(`${method} ${path} answered ${status} but is not documented`);
    return `/components/responses/Error500/${content}`;
  }
  const response = operation.responses?.[`${status}`];
  if (!response) throw new Error(`${method} ${template} answered ${status}, which is not documented`);
  if ('$ref' in response) return `${String(response.$ref).slice(1)}/${content}`;
  return `/paths/${escape(template)}/${method}/responses/${status}/${content}`;
}

function isSparse(path: string): boolean {
  return new URL(path, 'http://localhost').searchParams.has('fields');
}

/** List fields that a client selects with `fields` are all optional. */
function matters(error: ErrorObject, path: string): boolean {
  return !(isSparse(path) && error.keyword === 'required' && /^\/data\/data\/\d+$/.test(error.instancePath));
}

/** Validates a response against the OpenAPI document. @throws Error if its status, type or body is not as documented */
export function assertContract(method: string, path: string, response: Response): void {
  if (method === 'head' || method === 'options' || !response.type.includes('json')) return;
  const { pathname } = new URL(path, 'http://localhost');
  const normal = pathname.replace(/^\/api\/v1(?=\/|$)/, '/api');
  const validate = getValidator(responsePointer(normal, method, response));
  if (validate(response.body)) return;
  const errors = (validate.errors ?? []).filter((error) => matters(error, path));
  if (errors.length === 0) return;
  throw new Error(
    `${method} ${path} answered ${response.status} unlike its document: ${ajv.errorsText(errors)}\n${response.text}`,
  );
}
