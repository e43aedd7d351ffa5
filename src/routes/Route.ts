import type { RequestHandler } from 'express';
import type { z } from 'zod';
import { type Metadata, getMetadata } from '../middlewares/metadata.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Middlewares and, last, the controller's action. */
export type Handlers = (RequestHandler | RequestHandler[])[];

export interface HasSchema {
  readonly schema: z.ZodType;
}

/** The successful response of a route. */
export type ResponseSpec =
  | { kind: 'record' | 'records' | 'page'; status: 200 | 201; resource: HasSchema }
  | { kind: 'nothing'; status: 200 }
  | { kind: 'json'; status: 200; schema: z.ZodType; failure?: 503 }
  | { kind: 'redirect'; status: 302 }
  | { kind: 'html'; status: 200 }
  | { kind: 'plain'; status: 200 }
  | { kind: 'document'; status: 200; type: string };

const NOT_MODIFIED = 304;

/** One entry of a route table: the only declaration of a route. */
export class Route {
  public readonly handlers: RequestHandler[];
  public response: ResponseSpec = { kind: 'html', status: 200 };
  public summary = '';
  /** Statuses that only the action can respond with, besides its success. */
  public actionStatuses: readonly number[] = [];

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

  /** Conditional GET: the route responds with 304 if the client's copy is still fresh. */
  public get isConditional(): boolean {
    return this.actionStatuses.includes(NOT_MODIFIED);
  }

  public get errorStatuses(): number[] {
    return this.actionStatuses.filter((status) => status !== NOT_MODIFIED);
  }

  public get metadata(): Metadata[] {
    return this.handlers.flatMap((handler) => getMetadata(handler) ?? []);
  }

  /** Returns the first value that a middleware of the route declares under this name. */
  public metadataOf<K extends keyof Metadata>(name: K): Metadata[K] | undefined {
    return this.metadata.find((metadata) => metadata[name] !== undefined)?.[name];
  }
}
