import type { RequestHandler } from 'express';
import type { z } from 'zod';
import { type Metadata, metadataOf } from '../middlewares/metadata.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Middlewares and, last, the controller's action. */
export type Handlers = (RequestHandler | RequestHandler[])[];

interface Described {
  readonly schema: z.ZodType;
}

/** What a route answers when all goes well. */
export type Answer =
  | { kind: 'record' | 'records' | 'page'; status: 200 | 201; resource: Described; orNothing?: boolean }
  | { kind: 'nothing'; status: 200 }
  | { kind: 'json'; status: 200; schema: z.ZodType; failure?: 503 }
  | { kind: 'redirect'; status: 302 }
  | { kind: 'html'; status: 200 }
  | { kind: 'plain'; status: 200 }
  | { kind: 'document'; status: 200; type: string };

/** One line of a route table: the only declaration of a route. */
export class Route {
  public readonly handlers: RequestHandler[];
  public answer: Answer = { kind: 'html', status: 200 };
  public summary = '';
  /** Statuses that only the action itself can answer with. */
  public refusals: readonly number[] = [];
  /** Whether it answers 304 to clients that know what it would say. */
  public isRevalidated = false;

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
    return this.handlers.flatMap((handler) => metadataOf(handler) ?? []);
  }

  /** A fact that one of the middlewares states, if any does. */
  public fact<K extends keyof Metadata>(name: K): Metadata[K] | undefined {
    return this.metadata.find((metadata) => metadata[name] !== undefined)?.[name];
  }

  public returns(resource: Described, summary: string): this {
    return this.answers({ kind: 'record', status: 200, resource }, summary);
  }

  public creates(resource: Described, summary: string): this {
    return this.answers({ kind: 'record', status: 201, resource }, summary);
  }

  /** All records at once, for what is few by its nature. */
  public returnsMany(resource: Described, summary: string): this {
    return this.answers({ kind: 'records', status: 200, resource }, summary);
  }

  /** One page of a list. */
  public lists(resource: Described, summary: string): this {
    return this.answers({ kind: 'page', status: 200, resource }, summary);
  }

  public returnsNothing(summary: string): this {
    return this.answers({ kind: 'nothing', status: 200 }, summary);
  }

  /** JSON of its own shape, outside the envelope of the API; the same shape may come with a failure. */
  public sends(schema: z.ZodType, summary: string, failure?: 503): this {
    return this.answers({ kind: 'json', status: 200, schema, ...(failure && { failure }) }, summary);
  }

  public redirects(summary: string): this {
    return this.answers({ kind: 'redirect', status: 302 }, summary);
  }

  public sendsPage(summary: string): this {
    return this.answers({ kind: 'html', status: 200 }, summary);
  }

  public sendsText(summary: string): this {
    return this.answers({ kind: 'plain', status: 200 }, summary);
  }

  /** The record may be null: of what was asked, the answer must not tell whether it was done. */
  public orNothing(isSo: boolean): this {
    if (this.answer.kind === 'record') this.answer = { ...this.answer, orNothing: isSo };
    return this;
  }

  /** A file of this media type. */
  public sendsDocument(type: string, summary: string): this {
    return this.answers({ kind: 'document', status: 200, type }, summary);
  }

  public revalidates(): this {
    this.isRevalidated = true;
    return this;
  }

  public mayRefuse(...statuses: number[]): this {
    this.refusals = statuses;
    return this;
  }

  private answers(answer: Answer, summary: string): this {
    this.answer = answer;
    this.summary = summary;
    return this;
  }
}
