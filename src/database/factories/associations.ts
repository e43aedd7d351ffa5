import type { BelongsTo, BelongsToMany, Model, ModelStatic } from 'sequelize';

interface Kinds {
  BelongsTo: BelongsTo;
  BelongsToMany: BelongsToMany;
}

/** The association of this kind from one model to another, by its name where several lead there. */
export function findAssociation<K extends keyof Kinds>(
  kind: K,
  source: ModelStatic<Model>,
  target: ModelStatic<Model>,
  as?: string,
): Kinds[K] | undefined {
  return Object.values(source.associations).find(
    (association) =>
      association.associationType === kind &&
      association.target === target &&
      (as === undefined || association.as === as),
  ) as Kinds[K] | undefined;
}

/** Relates records of a many-to-many association to a record. */
export async function attach(record: Model, { accessors }: BelongsToMany, related: readonly Model[]): Promise<void> {
  const { addMultiple } = accessors as { addMultiple: string };
  const add = Reflect.get(record, addMultiple) as (this: Model, records: readonly Model[]) => Promise<void>;
  await add.call(record, related);
}
