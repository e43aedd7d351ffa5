import type { RequestHandler } from 'express';
import type { z } from 'zod';
import { type Metadata, getMetadata } from '../middlewares/metadata.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Middlewares and, last, the controller's action. */
export type Handlers = (RequestHandler | RequestHandler[])[];

interface HasSchema {
  readonly schema: z.ZodType;
}

/** What a route answers when all goes well. */
export type ResponseSpec =
  | { kind: 'record' | 'records' | 'page'; status: 200 | 201; resource: HasSchema; nullable?: boolean }
  | { kind: 'nothing'; status: 200 }
  | { kind: 'json'; status: 200; schema: z.ZodType; failure?: 503 }
  | { kind: 'redirect'; status: 302 }
  | { kind: 'html'; status: 200 }
  | { kind: 'plain'; status: 200 }
  | { kind: 'document'; status: 200; type: string };

/** One line of a route table: the only declaration of a route. */
export class Route {
  public readonly handlers: RequestHandler[];
  public response: ResponseSpec = { kind: 'html', status: 200 };
  public summary = '';
  /** Statuses that only the action itself can answer with. */
  public errorStatuses: readonly number[] = [];
  /** Whether it answers 304 to clients that know what it would say. */
  public isConditional = false;

  public constructor(
    public readonly tag: string,
    public readonly method: Method,
    public readonly base: string,
    public readonly path: string,
    handlers: Handlers,
  ) {
    this.handlers = handlers.flat();
  }

  public get fullPath(): string {
    return this.base + this.path;
  }

  /** The action's name, such as `UserController.index`. */
  public get action(): string {
    return this.handlers.at(-1)?.name ?? '';
  }

  public get metadata(): Metadata[] {
    return this.handlers.flatMap((handler) => getMetadata(handler) ?? []);
  }

  /** A fact that one of the middlewares states, if any does. */
  public metadataOf<K extends keyof Metadata>(name: K): Metadata[K] | undefined {
    return this.metadata.find((metadata) => metadata[name] !== undefined)?.[name];
  }

  public returns(resource: HasSchema, summary: string): this {
    return this.respondWith({ kind: 'record', status: 200, resource }, summary);
  }

  public creates(resource: HasSchema, summary: string): this {
    return this.respondWith({ kind: 'record', status: 201, resource }, summary);
  }

  /** All records at once, for what is few by its nature. */
  public returnsMany(resource: HasSchema, summary: string): this {
    return this.respondWith({ kind: 'records', status: 200, resource }, summary);
  }

  /** One page of a list. */
  public lists(resource: HasSchema, summary: string): this {
    return this.respondWith({ kind: 'page', status: 200, resource }, summary);
  }

  public returnsNull(summary: string): this {
    return this.respondWith({ kind: 'nothing', status: 200 }, summary);
  }

  /** JSON of its own shape, outside the envelope of the API; the same shape may come with a failure. */
  public json(schema: z.ZodType, summary: string, failure?: 503): this {
    return this.respondWith({ kind: 'json', status: 200, schema, ...(failure && { failure }) }, summary);
  }

  public redirects(summary: string): this {
    return this.respondWith({ kind: 'redirect', status: 302 }, summary);
  }

  public html(summary: string): this {
    return this.respondWith({ kind: 'html', status: 200 }, summary);
  }

  public text(summary: string): this {
    return this.respondWith({ kind: 'plain', status: 200 }, summary);
  }

  /** The record may be null: of what was asked, the answer must not tell whether it was done. */
  public nullable(isNullable: boolean): this {
    if (this.response.kind === 'record') this.response = { ...this.response, nullable: isNullable };
    return this;
  }

  /** A file of this media type. */
  public document(type: string, summary: string): this {
    return this.respondWith({ kind: 'document', status: 200, type }, summary);
  }

  public supportsConditionalGet(): this {
    this.isConditional = true;
    return this;
  }

  public errors(...statuses: number[]): this {
    this.errorStatuses = statuses;
    return this;
  }

  private respondWith(answer: ResponseSpec, summary: string): this {
    this.response = answer;
    this.summary = summary;
    return this;
  }
}
