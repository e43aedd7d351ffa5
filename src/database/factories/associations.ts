import type { BelongsTo, BelongsToMany, Model, ModelStatic } from 'sequelize';

interface AssociationKinds {
  BelongsTo: BelongsTo;
  BelongsToMany: BelongsToMany;
}

/** Finds the association of this kind between two models, by name if there are several. */
export function findAssociation<K extends keyof AssociationKinds>(
  kind: K,
  source: ModelStatic<Model>,
  target: ModelStatic<Model>,
  as?: string,
): AssociationKinds[K] | undefined {
  return Object.values(source.associations).find(
    (association) =>
      association.associationType === kind &&
      association.target === target &&
      (as === undefined || association.as === as),
  ) as AssociationKinds[K] | undefined;
}

/** Adds related records to a many-to-many association. */
export async function addRelated(
  record: Model,
  { accessors }: BelongsToMany,
  related: readonly Model[],
): Promise<void> {
  const { addMultiple } = accessors as { addMultiple: string };
  const add = Reflect.get(record, addMultiple) as (this: Model, records: readonly Model[]) => Promise<void>;
  await add.call(record, related);
}
