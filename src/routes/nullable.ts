import type { HasSchema } from './Route.js';

/** Returns the schema of the resource or null. */
export function nullable({ schema }: HasSchema): HasSchema {
  return { schema: schema.nullable() };
}
