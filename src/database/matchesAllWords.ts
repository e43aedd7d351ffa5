import { type Model, type ModelStatic, Op, type WhereOptions } from 'sequelize';
import { contains } from './contains.js';

/** Conditions: each of the words is contained in one of the attributes. */
export function matchesAllWords<M extends Model>(
  model: ModelStatic<M>,
  attributes: readonly string[],
  words: readonly string[],
): WhereOptions[] {
  return words.map((word) => ({ [Op.or]: attributes.map((name) => contains(model, name, word)) }));
}
