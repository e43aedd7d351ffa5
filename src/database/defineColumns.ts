import type { Attributes, Model, ModelAttributeColumnOptions, ModelAttributes, ModelStatic } from 'sequelize';
import { type ColumnHandling, type Handling, registerHandling, type RowErasure } from './columnHandling.js';

/** Set by the application only, such as a foreign key or a counter. */
export const internal = { editable: 'never', audited: false, exported: false } as const;

/** Never leaves the database: a hash, or an encrypted text. */
export const secret = internal;

/** Set by the application, and part of its owner's export. */
export const visible = { ...internal, exported: true } as const;

/** Set by its owner or an administrator, and part of the export. */
export const editable = { ...visible, editable: 'owner' } as const;

/** Set by administrators only, and part of the export. */
export const managed = { ...visible, editable: 'admin' } as const;

type Columns<M extends Model, E extends RowErasure> = {
  [K in keyof Attributes<M>]-?: ModelAttributeColumnOptions<M> & Handling<M, Attributes<M>[K]>[E];
};

/**
 * Declares the columns of a model, each with its Sequelize type and its handling. Requests, audit trail, export and
 * purge pick their columns by it. A missing column, or one without handling, is a type error.
 *
 * @param onErasure what a purge of the owner does with the model's rows
 */
export function defineColumns<M extends Model, E extends RowErasure>(
  model: ModelStatic<M>,
  onErasure: E,
  columns: Columns<M, E>,
): ModelAttributes<M, Attributes<M>> {
  registerHandling(model, { onErasure, columns: new Map(Object.entries<ColumnHandling>(columns)) });
  return columns;
}
