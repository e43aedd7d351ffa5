import type { Model } from 'sequelize';
import type { z } from 'zod';

/** Whitelist of list parameters: names are attributes of the model, and others are rejected. */
export interface ListRules {
  /** Sortable attributes; they must not be nullable. */
  sort: readonly string[];
  /** A sortable attribute; `-createdAt` for descending. */
  defaultSort: string;
  search?: readonly string[];
  filters?: Readonly<Record<string, z.ZodType>>;
  /** Filters without the `filter[…]` notation. */
  parameters?: Readonly<Record<string, z.ZodType>>;
  /** The attribute that `dateFrom` and `dateTo` compare. */
  dates?: string;
  fields?: readonly string[];
  /** Associations that may be included. */
  include?: readonly string[];
}

/** A validated list request. */
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

/** A model's attributes and included relations, without its methods. */
export type Row<M extends Model> = {
  [K in keyof M as K extends keyof Model ? never : M[K] extends Method ? never : K]: M[K];
};

export interface Page<T> {
  rows: T[];
  meta: PageMeta | CursorMeta;
  /** The attributes that the client selected, if any. */
  fields: readonly string[] | undefined;
}
