import { z } from 'zod';

type Fields = Record<string, unknown>;

/** What leaves the API for a kind of record: exactly the fields of its schema, nothing else. */
export abstract class Resource<Source extends object> {
  /** The public fields, documented; those that are not simply attributes are listed in `computed` too. */
  public abstract readonly schema: z.ZodObject;

  protected readonly computed: Record<string, (source: Source) => unknown> = {};

  public get keys(): string[] {
    return Object.keys(this.schema.shape);
  }

  /** The public fields of a record, or those of them that were asked for. */
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
    // What a new record was not given is undefined until it is read again, and null ever after.
    return (compute ? compute(source) : source[key as keyof Source]) ?? null;
  }
}

/** The schemas of fields that many resources share. */
export const fields = {
  id: z.int().positive().meta({ example: 1 }),
  timestamp: z.iso.datetime().meta({ example: '2026-01-31T09:30:00.000Z' }),
};
