import { z } from 'zod';

type Fields = Record<string, unknown>;

/** Presents records to clients: exactly the fields of the schema, as an allowlist. */
export abstract class Resource<Source extends object> {
  /** The public fields. Those that are not plain attributes are also in `computed`. */
  public abstract readonly schema: z.ZodObject;

  protected readonly computed: Record<string, (source: Source) => unknown> = {};

  public get keys(): string[] {
    return Object.keys(this.schema.shape);
  }

  /** Returns the public fields of a record, or the requested ones among them. */
  public one(source: Source, only: readonly string[] = this.keys): Fields {
    const fields: Fields = {};
    for (const key of only) fields[key] = this.valueOf(source, key);
    return fields;
  }

  public many(sources: readonly Source[], only?: readonly string[]): Fields[] {
    return sources.map((source) => this.one(source, only));
  }

  private valueOf(source: Source, key: string): unknown {
    const compute = this.computed[key];
    // A column without a value is undefined on a new record until it is reloaded, and null from then on.
    return (compute ? compute(source) : source[key as keyof Source]) ?? null;
  }
}

/** The schemas of fields that many resources share. */
export const fields = {
  id: z.int().positive().meta({ example: 1 }),
  timestamp: z.iso.datetime().meta({ example: '2026-01-31T09:30:00.000Z' }),
};
