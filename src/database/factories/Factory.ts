import type { BelongsTo, BelongsToMany, CreationAttributes, Model, ModelStatic } from 'sequelize';

/** Attributes as a definition or a state gives them; a factory stands for the id of a record that it makes first. */
export type Values<M extends Model> = { [K in keyof CreationAttributes<M>]?: CreationAttributes<M>[K] | AnyFactory };

type AnyFactory = Pick<Factory<Model>, 'create'>;
type State<M extends Model> = Values<M> | ((index: number) => Values<M>);
type Relation<M extends Model> = (record: M) => Promise<unknown>;

interface Plan<M extends Model> {
  states: readonly State<M>[];
  relations: readonly Relation<M>[];
}

/**
 * Makes records for tests and seeds: valid by default, changed by states that chain. A factory never changes; every
 * state returns another one. Records are made one by one, so that the model's hooks always run.
 */
export abstract class Factory<M extends Model> {
  protected abstract readonly model: ModelStatic<M>;
  private plan: Plan<M> = { states: [], relations: [] };
  private static made = 0;

  /** A valid record. The number is different for each record of the process. */
  protected abstract definition(number: number): Values<M> | Promise<Values<M>>;

  /** Values that replace those of the definition, or a function of the record's place in its batch, from 0. */
  public state(state: State<M>): this {
    return this.with({ states: [...this.plan.states, state] });
  }

  /** Values that the records of a batch take in turn. */
  public sequence(...turns: Values<M>[]): this {
    return this.state((index) => turns[index % turns.length] ?? {});
  }

  /** Makes the records belong to this parent. @param as the association's name, where several lead to its model */
  public for<P extends Model>(parent: P, as?: string): this {
    const association = this.association(this.model, parent.constructor as ModelStatic<P>, 'BelongsTo', as) as BelongsTo;
    return this.state({ [association.foreignKey]: parent.get('id') } as Values<M>);
  }

  /** Gives each record this many children, or related records of a many-to-many association. */
  public has<C extends Model>(factory: Factory<C>, count = 1, as?: string): this {
    const relate = async (record: M): Promise<void> => {
      const many = this.find(this.model, factory.model, 'BelongsToMany', as) as BelongsToMany | undefined;
      if (!many) await factory.for(record, as).createMany(count);
      else await this.attach(record, many, await factory.createMany(count));
    };
    return this.with({ relations: [...this.plan.relations, relate] });
  }

  /** A record that is not saved. */
  public async make(values: Values<M> = {}): Promise<M> {
    return this.build(values, 0);
  }

  public makeMany(count: number, values: Values<M> = {}): Promise<M[]> {
    return this.repeat(count, (index) => this.build(values, index));
  }

  public create(values: Values<M> = {}): Promise<M> {
    return this.store(values, 0);
  }

  public createMany(count: number, values: Values<M> = {}): Promise<M[]> {
    return this.repeat(count, (index) => this.store(values, index));
  }

  /** A batch: `factory.count(3).create()`. */
  public count(count: number) {
    return {
      make: (values: Values<M> = {}): Promise<M[]> => this.makeMany(count, values),
      create: (values: Values<M> = {}): Promise<M[]> => this.createMany(count, values),
    };
  }

  private with(changes: Partial<Plan<M>>): this {
    const copy = Object.create(this) as this;
    copy.plan = { ...this.plan, ...changes };
    return copy;
  }

  private async repeat(count: number, make: (index: number) => Promise<M>): Promise<M[]> {
    const records: M[] = [];
    for (let index = 0; index < count; index += 1) records.push(await make(index));
    return records;
  }

  private async store(values: Values<M>, index: number): Promise<M> {
    const record = await (await this.build(values, index)).save();
    for (const relate of this.plan.relations) await relate(record);
    return record;
  }

  private async build(values: Values<M>, index: number): Promise<M> {
    Factory.made += 1;
    const states = this.plan.states.map((state) => (typeof state === 'function' ? state(index) : state));
    const merged: Values<M> = Object.assign({}, await this.definition(Factory.made), ...states, values);
    return this.model.build(await this.resolve(merged));
  }

  private async resolve(values: Values<M>): Promise<CreationAttributes<M>> {
    const entries = await Promise.all(
      Object.entries(values).map(async ([name, value]) => [
        name,
        value instanceof Factory ? ((await value.create()) as Model).get('id') : value,
      ]),
    );
    return Object.fromEntries(entries) as CreationAttributes<M>;
  }

  private async attach<C extends Model>(record: M, { accessors }: BelongsToMany, related: C[]): Promise<void> {
    const add = Reflect.get(record, (accessors as { addMultiple: string }).addMultiple) as (records: C[]) => Promise<void>;
    await add.call(record, related);
  }

  private find(source: ModelStatic<Model>, target: ModelStatic<Model>, type: string, as: string | undefined) {
    return Object.values(source.associations).find(
      (association) =>
        association.associationType === type && association.target === target && (as === undefined || association.as === as),
    );
  }

  private association(source: ModelStatic<Model>, target: ModelStatic<Model>, type: string, as: string | undefined) {
    const association = this.find(source, target, type, as);
    if (!association) throw new Error(`${source.name} has no ${type} association with ${target.name}`);
    return association;
  }
}
