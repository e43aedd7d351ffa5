import { type Attributes, type Model, type ModelStatic, Op, type WhereOptions } from 'sequelize';

interface BatchOptions<M extends Model> {
  where: WhereOptions<Attributes<M>>;
  /** What is read of each record, its id among it. */
  attributes: (keyof Attributes<M> & string)[];
  /** How many records are read at once. */
  size: number;
  /** Whether soft-deleted records are among them. */
  withDeleted?: boolean;
  /** Given where the work may be broken off between two batches. */
  signal?: AbortSignal;
}

/** Records in the order of their ids, however many; those of a batch may be removed meanwhile. Stops on the signal. */
export async function* findInBatches<M extends Model & { id: number }>(
  model: ModelStatic<M>,
  { where, attributes, size, signal, withDeleted = false }: BatchOptions<M>,
): AsyncGenerator<M[]> {
  for (let last = 0; ;) {
    signal?.throwIfAborted();
    const rest = { [Op.and]: [where, { id: { [Op.gt]: last } }] } as WhereOptions<Attributes<M>>;
    const records = await model.findAll({
      attributes,
      where: rest,
      order: ['id'],
      limit: size,
      paranoid: !withDeleted,
    });
    if (records.length > 0) yield records;
    if (records.length < size) return;
    last = records.at(-1)?.id ?? last;
  }
}
