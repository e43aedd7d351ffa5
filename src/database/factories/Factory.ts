import { type CreationAttributes, Model, type ModelStatic } from 'sequelize';
import { addRelated, findAssociation } from './associations.js';

/** Creates a record whose id another record references. */
interface RecordSource {
  create: () => Promise<Model>;
}

/** Attributes of a definition or state. A factory stands for the id of a record that it creates first. */
export type Values<M extends Model> = { [K in keyof CreationAttributes<M>]?: CreationAttributes<M>[K] | RecordSource };

type State<M extends Model> = Values<M> | ((index: number) => Values<M>);
type Relation<M extends Model> = (record: M) => Promise<unknown>;

interface Blueprint<M extends Model> {
  states: readonly State<M>[];
  relations: readonly Relation<M>[];
}

interface Batch<M extends Model> {
  make: (values?: Values<M>) => Promise<M[]>;
  create: (values?: Values<M>) => Promise<M[]>;
}

function isRecordSource(value: unknown): value is RecordSource {
  return value instanceof Factory || value instanceof SharedParent;
}

/**
 * Creates records for tests and seeds: valid by default, changed by states that chain. Factories are immutable; every
 * state returns a new one. Records are created one by one, so that the model's hooks always run.
 */
export abstract class Factory<M extends Model> {
  private static buildCount = 0;

  public abstract readonly model: ModelStatic<M>;
  private blueprint: Blueprint<M> = { states: [], relations: [] };

  /** Returns the attributes of a valid record. The number is unique within the process. */
  protected abstract definition(number: number): Values<M> | Promise<Values<M>>;

  /** Overrides attributes, optionally by a function of the record's index in its batch. */
  public state(state: State<M>): this {
    return this.copyWith({ states: [...this.blueprint.states, state] });
  }

  /** Cycles through the given attributes across the records of a batch. */
  public sequence(...values: Values<M>[]): this {
    return this.state((index) => values[index % values.length] ?? {});
  }

  /**
   * Sets the parent of the records: a record, or a factory that creates it when it is needed.
   *
   * @param as name of the association, if there are several to the parent's model
   */
  public for<P extends Model>(parent: P | Factory<P>, as?: string): this {
    const model = parent instanceof Factory ? parent.model : (parent.constructor as ModelStatic<Model>);
    const association = findAssociation('BelongsTo', this.model, model, as);
    if (!association) throw new Error(`${this.model.name} does not belong to ${model.name}`);
    return this.state({ [association.foreignKey]: new SharedParent(parent) } as Values<M>);
  }

  /** Adds children, or related records of a many-to-many association, to each record. */
  public has<C extends Model>(factory: Factory<C>, count = 1, as?: string): this {
    const many = findAssociation('BelongsToMany', this.model, factory.model, as);
    const relate = async (record: M): Promise<void> => {
      if (many) await addRelated(record, many, await factory.createMany(count));
      else await factory.for(record, as).createMany(count);
    };
    return this.copyWith({ relations: [...this.blueprint.relations, relate] });
  }

  /** Builds a record without saving it. */
  public make(values: Values<M> = {}): Promise<M> {
    return this.build(values, 0);
  }

  public makeMany(count: number, values: Values<M> = {}): Promise<M[]> {
    return this.repeat(count, (index) => this.build(values, index));
  }

  public create(values: Values<M> = {}): Promise<M> {
    return this.buildAndSave(values, 0);
  }

  public createMany(count: number, values: Values<M> = {}): Promise<M[]> {
    return this.repeat(count, (index) => this.buildAndSave(values, index));
  }

  /** Starts a batch: `factory.count(3).create()`. */
  public count(count: number): Batch<M> {
    return {
      make: (values) => this.makeMany(count, values),
      create: (values) => this.createMany(count, values),
    };
  }

  private copyWith(changes: Partial<Blueprint<M>>): this {
    const copy = Object.create(this) as this;
    copy.blueprint = { ...this.blueprint, ...changes };
    return copy;
  }

  private async repeat(count: number, make: (index: number) => Promise<M>): Promise<M[]> {
    const records: M[] = [];
    for (let index = 0; index < count; index += 1) records.push(await make(index));
    return records;
  }

  private async buildAndSave(values: Values<M>, index: number): Promise<M> {
    const record = await this.build(values, index);
    await record.save();
    for (const relate of this.blueprint.relations) await relate(record);
    return record;
  }

  private async build(values: Values<M>, index: number): Promise<M> {
    Factory.buildCount += 1;
    const definition = await this.definition(Factory.buildCount);
    const states = this.blueprint.states.map((state) => (typeof state === 'function' ? state(index) : state));
    return this.model.build(await this.resolveValues([definition, ...states, values]));
  }

  private async resolveValues(layers: Values<M>[]): Promise<CreationAttributes<M>> {
    const merged = new Map<string, unknown>(layers.flatMap((layer) => Object.entries(layer)));
    for (const [name, value] of merged) {
      if (isRecordSource(value)) merged.set(name, (await value.create()).get('id'));
    }
    return Object.fromEntries(merged) as CreationAttributes<M>;
  }
}

/** A parent shared by all records of a batch. It is created when the first of them needs it. */
class SharedParent implements RecordSource {
  private record: Promise<Model> | undefined;

  public constructor(private readonly parent: Model | RecordSource) {}

  public create(): Promise<Model> {
    return (this.record ??= this.parent instanceof Model ? Promise.resolve(this.parent) : this.parent.create());
  }
}
