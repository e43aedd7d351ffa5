import type { HasSchema } from './Route.js';

/** The resource, or null in its place. */
export function nullable({ schema }: HasSchema): HasSchema {
  return { schema: schema.nullable() };
}
