import type { Model, ModelAttributeColumnOptions, ModelStatic } from 'sequelize';

/** Returns the declaration of a model's attribute. @throws Error if the model has no such attribute */
export function getAttribute<M extends Model>(model: ModelStatic<M>, name: string): ModelAttributeColumnOptions {
  const attributes: Record<string, ModelAttributeColumnOptions> = model.getAttributes();
  const attribute = attributes[name];
  if (!attribute) throw new Error(`${model.name} has no attribute ${name}`);
  return attribute;
}
