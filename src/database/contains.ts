import { literal, type Model, type ModelStatic } from 'sequelize';
import { getAttribute } from './getAttribute.js';

const ESCAPE = '!';

/** A condition: the attribute contains the text, whatever the case, with `%` and `_` taken as they are. */
export function contains<M extends Model>(model: ModelStatic<M>, attribute: string, text: string) {
  const { sequelize } = model;
  if (!sequelize) throw new Error(`${model.name} is not initialised`);
  const quote = (name: string) => sequelize.getQueryInterface().quoteIdentifier(name);
  const column = `${quote(model.name)}.${quote(getAttribute(model, attribute).field ?? attribute)}`;
  const pattern = sequelize.escape(`%${text.replace(/[!%_]/g, `${ESCAPE}$&`)}%`);
  const like = sequelize.getDialect() === 'postgres' ? 'ILIKE' : 'LIKE';
  return literal(`${column} ${like} ${pattern} ESCAPE '${ESCAPE}'`);
}
