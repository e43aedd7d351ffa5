import { type Model, type ModelStatic, Op, type WhereOptions } from 'sequelize';
import { contains } from './contains.js';

/** Returns conditions: each word is contained in at least one of the attributes. */
export function matchesAllWords<M extends Model>(
  model: ModelStatic<M>,
  attributes: readonly string[],
  words: readonly string[],
): WhereOptions[] {
  return words.map((word) => ({ [Op.or]: attributes.map((name) => contains(model, name, word)) }));
}
