import { z } from 'zod';
import { request, type RequestSchema } from '../http/RequestSchema.js';
import { isStorableDate } from '../utils/databaseLimits.js';
import type { ListQuery, ListRules } from './types.js';

const MAX_PAGE = 1_000_000;
const DEFAULT_LIMIT = 15;
const MAX_LIMIT = 100;
const MAX_WORDS = 8;

const OPTIONAL_PARAMETERS = ['search', 'dateFrom', 'dateTo', 'fields', 'include'] as const;

/** Runs a refinement even if other parameters are invalid, so that all errors are reported together. */
const ALWAYS = { when: () => true };

function integerParameter(max: number, fallback: number) {
  const message = `Must be a whole number from 1 to ${max}`;
  const schema = z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .pipe(z.number().min(1, message).max(max, message));
  return schema.default(fallback).meta({ override: { type: 'integer', minimum: 1, maximum: max, default: fallback } });
}

/** Parameters of every paginated list. */
export const pageFields = { page: integerParameter(MAX_PAGE, 1), limit: integerParameter(MAX_LIMIT, DEFAULT_LIMIT) };

function subsetParameter(allowed: readonly string[]) {
  return z
    .string()
    .transform((text) => [...new Set(text.split(',').map((item) => item.trim()))])
    .refine((items) => items.every((item) => allowed.includes(item)), `Must be among: ${allowed.join(', ')}`)
    .meta({ override: { type: 'string' }, description: `A comma-separated choice of: ${allowed.join(', ')}` });
}

function dateParameter(timeOfDay: string) {
  return z
    .union([z.iso.date(), z.iso.datetime({ offset: true })], { error: 'Must be an ISO 8601 date or date and time' })
    .transform((text) => new Date(text.includes('T') ? text : `${text}T${timeOfDay}Z`))
    .refine(isStorableDate, 'Is out of range')
    .meta({
      override: { type: 'string' },
      description: 'ISO 8601; a date alone stands for the whole day',
    });
}

function sortParameter(attributes: readonly string[]) {
  return z.enum(attributes.flatMap((attribute) => [attribute, `-${attribute}`]));
}

function standardShape(rules: ListRules) {
  return {
    ...pageFields,
    cursor: z
      .string()
      .max(512)
      .optional()
      .meta({ description: 'Pages by cursor: blank for the first page, then the one given' }),
    sort: sortParameter(rules.sort).default(rules.defaultSort),
    order: z.enum(['asc', 'desc']).optional(),
    search: z.string().trim().max(100).optional(),
    dateFrom: dateParameter('00:00:00.000').optional(),
    dateTo: dateParameter('23:59:59.999').optional(),
    fields: subsetParameter(rules.fields ?? []).optional(),
    include: subsetParameter(rules.include ?? []).optional(),
  };
}

type Input = z.output<z.ZodObject<ReturnType<typeof standardShape>>>;

/** Returns the parameters of this list: the standard ones that its rules allow, and its filters. */
function buildShape(rules: ListRules): Record<string, z.ZodType> {
  const { search, dateFrom, dateTo, fields, include, ...baseShape } = standardShape(rules);
  const filters = [
    ...Object.entries(rules.parameters ?? {}).map(([name, schema]) => [name, schema.optional()]),
    ...Object.entries(rules.filters ?? {}).map(([name, schema]) => [`filter[${name}]`, schema.optional()]),
  ];
  return {
    ...baseShape,
    ...(rules.search && { search }),
    ...(rules.dates && { dateFrom, dateTo }),
    ...(rules.fields && { fields }),
    ...(rules.include && { include }),
    ...(Object.fromEntries(filters) as Record<string, z.ZodType>),
  };
}

function rejectUnknownParameters(shape: object, input: Record<string, unknown>, context: z.RefinementCtx): void {
  const isListParameter = (key: string) => key.startsWith('filter') || OPTIONAL_PARAMETERS.some((name) => name === key);
  for (const key of Object.keys(input)) {
    if (isListParameter(key) && !Object.hasOwn(shape, key)) {
      context.addIssue({ code: 'custom', path: [key], message: 'Is not available for this list' });
    }
  }
}

function rejectReversedDates(input: Record<string, unknown>, context: z.RefinementCtx): void {
  const { dateFrom, dateTo } = input as Input;
  if (dateFrom && dateTo && dateFrom > dateTo) {
    context.addIssue({ code: 'custom', path: ['dateTo'], message: 'Must not be before dateFrom' });
  }
}

function collectFilters({ parameters = {} }: ListRules, input: Record<string, unknown>): Record<string, unknown> {
  const isFilter = (key: string) => key.startsWith('filter[') || Object.hasOwn(parameters, key);
  const active = Object.entries(input).filter(([key, value]) => isFilter(key) && value !== undefined);
  return Object.fromEntries(active.map(([key, value]) => [key.replace(/^filter\[(.*)\]$/, '$1'), value]));
}

/**
 * Declares the request of a list from its whitelist: `page`, `limit`, `cursor`, `sort`, `order` and, if the rules allow
 * them, `search`, `filter[…]`, `dateFrom`, `dateTo`, `fields` and `include`. The validated query is a ListQuery.
 */
export function listRequest(rules: ListRules): RequestSchema<{ query: z.ZodType<ListQuery> }> {
  const shape = buildShape(rules);
  const query = z
    .looseObject(shape)
    .superRefine((input, context) => rejectUnknownParameters(shape, input, context), ALWAYS)
    .superRefine(rejectReversedDates)
    .transform((input) => toListQuery(rules, input as Input));
  return request({ query });
}

function toListQuery(rules: ListRules, input: Input): ListQuery {
  const { page, limit, cursor, sort, order, search = '', dateFrom, dateTo, fields, include = [] } = input;
  return {
    page,
    limit,
    cursor,
    sort: { attribute: sort.replace(/^-/, ''), descending: order ? order === 'desc' : sort.startsWith('-') },
    search: { words: search.split(/\s+/).filter(Boolean).slice(0, MAX_WORDS), attributes: rules.search ?? [] },
    filters: collectFilters(rules, input),
    dates: rules.dates ? { attribute: rules.dates, from: dateFrom, to: dateTo } : undefined,
    fields,
    include,
  };
}
