import type { z } from 'zod';
import type { HasSchema, ResponseSpec, Route } from './Route.js';

/**
 * Declares the response of a route, then returns the table for the next route. Each method ends with the error statuses
 * that only the action can respond with, such as 404; 304 declares a conditional GET.
 */
export class ResponseDeclaration<Table> {
  public constructor(
    private readonly route: Route,
    private readonly table: Table,
  ) {}

  public returns(resource: HasSchema, summary: string, ...statuses: number[]): Table {
    return this.declare({ kind: 'record', status: 200, resource }, summary, statuses);
  }

  public creates(resource: HasSchema, summary: string, ...statuses: number[]): Table {
    return this.declare({ kind: 'record', status: 201, resource }, summary, statuses);
  }

  /** All records in one response, for lists that stay short. */
  public returnsMany(resource: HasSchema, summary: string, ...statuses: number[]): Table {
    return this.declare({ kind: 'records', status: 200, resource }, summary, statuses);
  }

  /** One page of a list. */
  public lists(resource: HasSchema, summary: string, ...statuses: number[]): Table {
    return this.declare({ kind: 'page', status: 200, resource }, summary, statuses);
  }

  public returnsNull(summary: string, ...statuses: number[]): Table {
    return this.declare({ kind: 'nothing', status: 200 }, summary, statuses);
  }

  /** JSON outside the API's envelope; `failure` is a status that comes with a body of the same shape. */
  public json(schema: z.ZodType, summary: string, failure?: 503): Table {
    return this.declare({ kind: 'json', status: 200, schema, ...(failure && { failure }) }, summary, []);
  }

  public redirects(summary: string, ...statuses: number[]): Table {
    return this.declare({ kind: 'redirect', status: 302 }, summary, statuses);
  }

  public html(summary: string, ...statuses: number[]): Table {
    return this.declare({ kind: 'html', status: 200 }, summary, statuses);
  }

  public text(summary: string, ...statuses: number[]): Table {
    return this.declare({ kind: 'plain', status: 200 }, summary, statuses);
  }

  /** A file of this media type. */
  public document(type: string, summary: string, ...statuses: number[]): Table {
    return this.declare({ kind: 'document', status: 200, type }, summary, statuses);
  }

  private declare(response: ResponseSpec, summary: string, statuses: readonly number[]): Table {
    this.route.response = response;
    this.route.summary = summary;
    this.route.actionStatuses = statuses;
    return this.table;
  }
}
