import type { Model } from 'sequelize';
import type { z } from 'zod';

/** What clients may ask of a list: every name is an attribute of the model, and what is not listed is refused. */
export interface ListRules {
  /** Attributes that are never null. */
  sort: readonly string[];
  /** One of them; `-createdAt` for descending. */
  defaultSort: string;
  search?: readonly string[];
  filters?: Readonly<Record<string, z.ZodType>>;
  /** Filters that clients name without `filter[…]`. */
  parameters?: Readonly<Record<string, z.ZodType>>;
  /** The attribute that `dateFrom` and `dateTo` compare. */
  dates?: string;
  fields?: readonly string[];
  /** Associations that may come along. */
  include?: readonly string[];
}

/** A list request that was checked against its rules. */
export interface ListQuery {
  page: number;
  limit: number;
  /** Empty for the first page of a cursor list. */
  cursor: string | undefined;
  sort: { attribute: string; descending: boolean };
  search: { words: readonly string[]; attributes: readonly string[] };
  filters: Readonly<Record<string, unknown>>;
  dates: { attribute: string; from: Date | undefined; to: Date | undefined } | undefined;
  fields: readonly string[] | undefined;
  include: readonly string[];
}

export interface PageMeta {
  total: number;
  per_page: number;
  current_page: number;
  last_page: number;
  from: number | null;
  to: number | null;
}

export interface CursorMeta {
  per_page: number;
  next_cursor: string | null;
  prev_cursor: string | null;
}

type Method = (...parameters: never[]) => unknown;

/** A model's data without its methods: attributes, and the relations that came along. */
export type Row<M extends Model> = {
  [K in keyof M as K extends keyof Model ? never : M[K] extends Method ? never : K]: M[K];
};

export interface Page<T> {
  rows: T[];
  meta: PageMeta | CursorMeta;
  /** The attributes that the client asked for, if it chose. */
  fields: readonly string[] | undefined;
}
