import { type Attributes, type Model, type ModelStatic, Op, type WhereOptions } from 'sequelize';

interface BatchOptions<M extends Model> {
  where: WhereOptions<Attributes<M>>;
  /** Attributes to load, including the id. */
  attributes: (keyof Attributes<M> & string)[];
  /** Records per batch. */
  size: number;
  /** Includes soft-deleted records (default: false). */
  withDeleted?: boolean;
  /** Stops between two batches. */
  signal?: AbortSignal;
}

/**
 * Iterates over records in the order of their ids (keyset pagination). Records of a batch may be deleted meanwhile.
 * Throws the reason of the signal when it aborts.
 */
export async function* findInBatches<M extends Model & { id: number }>(
  model: ModelStatic<M>,
  { where, attributes, size, signal, withDeleted = false }: BatchOptions<M>,
): AsyncGenerator<M[]> {
  for (let lastId = 0; ;) {
    signal?.throwIfAborted();
    const remaining = { [Op.and]: [where, { id: { [Op.gt]: lastId } }] } as WhereOptions<Attributes<M>>;
    const records = await model.findAll({
      attributes,
      where: remaining,
      order: ['id'],
      limit: size,
      paranoid: !withDeleted,
    });
    if (records.length > 0) yield records;
    if (records.length < size) return;
    lastId = records.at(-1)?.id ?? lastId;
  }
}
