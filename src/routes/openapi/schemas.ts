import { z } from 'zod';

const message = z.string().meta({ example: 'OK' });

function envelope(data: z.ZodType) {
  return z.object({ success: z.literal(true), message, data });
}

const PageMeta = z
  .object({
    total: z.int().nonnegative().meta({ example: 21 }),
    per_page: z.int().positive().meta({ example: 15 }),
    current_page: z.int().positive().meta({ example: 1 }),
    last_page: z.int().positive().meta({ example: 2 }),
    from: z.int().positive().nullable().meta({ example: 1 }),
    to: z.int().positive().nullable().meta({ example: 15 }),
  })
  .strict()
  .meta({ id: 'PageMeta' });

const CursorMeta = z
  .object({ per_page: z.int().positive(), next_cursor: z.string().nullable(), prev_cursor: z.string().nullable() })
  .strict()
  .meta({ id: 'CursorMeta', description: 'Replaces PageMeta when the request has a cursor' });

export const schemas = {
  record: envelope,

  records: (item: z.ZodType) => envelope(z.array(item)),

  page: (item: z.ZodType) => envelope(z.object({ data: z.array(item), meta: z.union([PageMeta, CursorMeta]) })),

  nothing: envelope(z.null()),

  error: z
    .object({
      success: z.literal(false),
      message: z.string().meta({ example: 'Validation Failed' }),
      code: z.int().meta({ description: 'The HTTP status', example: 422 }),
      error: z.string().meta({ description: 'A stable error code', example: 'VALIDATION_ERROR' }),
      errors: z
        .array(
          z.object({
            field: z.string().meta({ example: 'email' }),
            message: z.string().meta({ example: 'Invalid email address' }),
          }),
        )
        .nullable(),
      requestId: z.string().meta({ example: '5b0f6a53-8c1f-4e0b-9a7e-0d7c7f0c2a51' }),
      retryAfter: z.int().positive().optional().meta({ description: 'Seconds to wait, with 429 and 503' }),
      stack: z.string().optional().meta({ description: 'With 500, in development only' }),
    })
    .meta({ id: 'Error' }),

  problem: z
    .object({
      type: z.string().meta({ example: 'about:blank' }),
      title: z.string().meta({ example: 'Unprocessable Entity' }),
      status: z.int().meta({ example: 422 }),
      detail: z.string(),
      instance: z.string(),
      code: z.string(),
      errors: z.array(z.object({ field: z.string(), message: z.string() })).nullable(),
      requestId: z.string(),
      retryAfter: z.int().positive().optional(),
      stack: z.string().optional(),
    })
    .meta({ id: 'Problem', description: 'The fields of Error in the shape of RFC 9457' }),

  text: z.string(),
};
