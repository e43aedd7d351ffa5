import { literal, type Model, type ModelStatic } from 'sequelize';
import { getAttribute } from './getAttribute.js';

const ESCAPE = '!';

/** Returns a condition: the attribute contains the text, case-insensitively. `%` and `_` match literally. */
export function contains<M extends Model>(model: ModelStatic<M>, attribute: string, text: string) {
  const { sequelize } = model;
  if (!sequelize) throw new Error(`${model.name} is not initialized`);
  const quote = (name: string) => sequelize.getQueryInterface().quoteIdentifier(name);
  const column = `${quote(model.name)}.${quote(getAttribute(model, attribute).field ?? attribute)}`;
  const pattern = sequelize.escape(`%${text.replace(/[!%_]/g, `${ESCAPE}$&`)}%`);
  const like = sequelize.getDialect() === 'postgres' ? 'ILIKE' : 'LIKE';
  return literal(`${column} ${like} ${pattern} ESCAPE '${ESCAPE}'`);
}
