import type { Model, ModelAttributeColumnOptions, ModelStatic } from 'sequelize';

/** How a model declares an attribute. @throws Error if it has none of this name: a list rule is misspelt */
export function getAttribute<M extends Model>(model: ModelStatic<M>, name: string): ModelAttributeColumnOptions {
  const attributes: Record<string, ModelAttributeColumnOptions> = model.getAttributes();
  const attribute = attributes[name];
  if (!attribute) throw new Error(`${model.name} has no attribute ${name}`);
  return attribute;
}
