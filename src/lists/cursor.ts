import { DataTypes, type Model, type ModelStatic } from 'sequelize';
import { z } from 'zod';
import { getAttribute } from '../database/getAttribute.js';
import { ValidationFailed } from '../exceptions/ValidationFailed.js';
import type { ListQuery } from './types.js';
import { isStorableDate, isStorableText } from '../utils/databaseLimits.js';

/** Where a page ends: the sort value and the id of its first or last row, and the way to go from there. */
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

// A text from those databases whose numbers JavaScript cannot hold.
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

/** What a database can compare with a column of this kind: with anything else, a forged cursor would be its error. */
function comparableSchema(type: unknown): z.ZodType<CursorPosition['value']> {
  if (type instanceof DataTypes.DATE) return Moment;
  if (type instanceof DataTypes.DATEONLY) return Day;
  if (type instanceof DataTypes.STRING || type instanceof DataTypes.TEXT) return z.string().refine(isStorableText);
  return type instanceof DataTypes.DECIMAL ? Decimal : z.number();
}

/** An opaque text that names a position in a list sorted this way. */
export function encodeCursor(query: ListQuery, direction: 'next' | 'prev', row: object): string {
  const payload = [direction, sortKey(query), Reflect.get(row, query.sort.attribute), Reflect.get(row, 'id')];
  return Buffer.from(JSON.stringify(payload)).toString('base64url');
}

/** The position that a cursor names. @throws ValidationFailed if it was not made by this list in this order */
export function decodeCursor<M extends Model>(model: ModelStatic<M>, query: ListQuery, cursor: string): CursorPosition {
  const [direction, order, given, id] = Payload.safeParse(decodePayload(cursor)).data ?? [];
  const value = comparableSchema(getAttribute(model, query.sort.attribute).type).safeParse(given).data;
  if (value === undefined || id === undefined || order !== sortKey(query)) {
    throw ValidationFailed.forField('cursor', 'Is not a cursor of this list');
  }
  return { backwards: direction === 'prev', value, id };
}
