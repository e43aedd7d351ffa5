import type { Request } from 'express';
import { z } from 'zod';
import { type FieldError } from '../exceptions/HttpException.js';
import { ValidationFailed } from '../exceptions/ValidationFailed.js';
import { isStorableText } from '../utils/databaseLimits.js';

declare global {
  namespace Express {
    interface Request {
      /** The input that the route's Validator accepted, with its schema. */
      input?: { schema: object; value: unknown };
    }
  }
}

const PARTS = ['params', 'query', 'body'] as const;

type Part = (typeof PARTS)[number];

type Parts = Partial<Record<Part, z.ZodType>>;

type Output<T extends Parts> = { [K in keyof T]: T[K] extends z.ZodType ? z.output<T[K]> : never };

/** Replaces Zod's messages for developers with messages for end users. */
function errorMessage(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'This field is required' : undefined;
    case 'invalid_value':
      return `Must be one of: ${issue.values.join(', ')}`;
    case 'too_small':
      return issue.origin === 'string' ? `Must have at least ${issue.minimum} characters` : undefined;
    case 'too_big':
      return issue.origin === 'string' ? `Must have at most ${issue.maximum} characters` : undefined;
    default:
      return undefined;
  }
}

z.config({ customError: errorMessage });

function* findUnstorable(value: unknown, path: PropertyKey[]): Generator<FieldError> {
  if (typeof value === 'string' && !isStorableText(value)) {
    yield { field: path.join('.'), message: 'Contains characters that are not allowed' };
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) yield* findUnstorable(child, [...path, key]);
  }
}

/** The schema of a request: a Zod schema for each part that its action reads. */
export class RequestSchema<T extends Parts = Parts> {
  public constructor(public readonly parts: T) {}

  /** Returns the validated and typed input. @throws Error if the route has no Validator for this schema */
  public of(req: Request): Output<T> {
    if (req.input?.schema !== this)
      throw new Error(`${req.method} ${req.path} reads input but its route has no Validator`);
    return req.input.value as Output<T>;
  }

  /** Parses every part and stores the result on the request. @throws ValidationFailed naming every invalid field */
  public check(req: Request): void {
    const errors: FieldError[] = [];
    const value: Partial<Record<Part, unknown>> = {};
    for (const part of PARTS) {
      const schema = this.parts[part];
      if (schema) value[part] = this.parse(part, schema, req[part] ?? {}, errors);
    }
    if (errors.length > 0) throw new ValidationFailed(errors);
    req.input = { schema: this, value };
  }

  private parse(part: Part, schema: z.ZodType, input: unknown, errors: FieldError[]): unknown {
    const result = schema.safeParse(input);
    if (result.success) {
      // Parsing drops unknown fields of a body, so the result is checked. A query is checked before parsing, because
      // its result may no longer have the client's field names.
      errors.push(...findUnstorable(part === 'body' ? result.data : input, []));
      return result.data;
    }
    for (const { path, message } of result.error.issues) errors.push({ field: path.join('.') || part, message });
    return undefined;
  }
}

/** Declares a request: `request({ body: z.object({ … }) })`. */
export function request<const T extends Parts>(parts: T): RequestSchema<T> {
  return new RequestSchema(parts);
}
