import { DataTypes, type Model, type ModelStatic } from 'sequelize';
import { z } from 'zod';
import { getAttribute } from '../database/getAttribute.js';
import { ValidationFailed } from '../exceptions/ValidationFailed.js';
import { isStorableDate, isStorableText } from '../utils/databaseLimits.js';
import type { ListQuery } from './types.js';

/** A position in a list: sort value and id of the first or last row of a page, and the direction to continue. */
export interface CursorPosition {
  backwards: boolean;
  value: string | number | Date;
  id: number;
}

const Payload = z.tuple([z.enum(['next', 'prev']), z.string(), z.unknown(), z.int().positive()]);

const Moment = z.iso
  .datetime()
  .transform((text) => new Date(text))
  .refine(isStorableDate);

const Day = z.iso.date().refine((text) => isStorableDate(new Date(text)));

// Some drivers return decimals as strings, because JavaScript numbers would lose precision.
const Decimal = z.union([z.number(), z.string().regex(/^-?\d{1,40}(\.\d{1,40})?$/)]);

function sortKey({ sort }: ListQuery): string {
  return `${sort.descending ? '-' : ''}${sort.attribute}`;
}

function decodePayload(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/**
 * Returns a schema of values that a database can compare with this column type. A forged cursor would otherwise cause a
 * database error.
 */
function comparableSchema(type: unknown): z.ZodType<CursorPosition['value']> {
  if (type instanceof DataTypes.DATE) return Moment;
  if (type instanceof DataTypes.DATEONLY) return Day;
  if (type instanceof DataTypes.STRING || type instanceof DataTypes.TEXT) return z.string().refine(isStorableText);
  return type instanceof DataTypes.DECIMAL ? Decimal : z.number();
}

/** Encodes a position as an opaque cursor. */
export function encodeCursor(query: ListQuery, direction: 'next' | 'prev', row: object): string {
  const payload = [direction, sortKey(query), Reflect.get(row, query.sort.attribute), Reflect.get(row, 'id')];
  return Buffer.from(JSON.stringify(payload)).toString('base64url');
}

/** Decodes a cursor. @throws ValidationFailed if it does not belong to this list and order */
export function decodeCursor<M extends Model>(model: ModelStatic<M>, query: ListQuery, cursor: string): CursorPosition {
  const [direction, order, rawValue, id] = Payload.safeParse(decodePayload(cursor)).data ?? [];
  const value = comparableSchema(getAttribute(model, query.sort.attribute).type).safeParse(rawValue).data;
  if (value === undefined || id === undefined || order !== sortKey(query)) {
    throw ValidationFailed.forField('cursor', 'Invalid cursor');
  }
  return { backwards: direction === 'prev', value, id };
}
