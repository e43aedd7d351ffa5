import { type Handlers, type Method, Route } from './Route.js';

/** The routes of one area, in the order in which they are matched. */
export class RouteTable {
  public readonly routes: Route[] = [];

  /** @param tag under which the reference groups the routes */
  public constructor(
    private readonly tag: string,
    private readonly base: '/api' | '' = '/api',
  ) {}

  public get(path: string, ...handlers: Handlers): Route {
    return this.add('get', path, handlers);
  }

  public post(path: string, ...handlers: Handlers): Route {
    return this.add('post', path, handlers);
  }

  public put(path: string, ...handlers: Handlers): Route {
    return this.add('put', path, handlers);
  }

  public patch(path: string, ...handlers: Handlers): Route {
    return this.add('patch', path, handlers);
  }

  public delete(path: string, ...handlers: Handlers): Route {
    return this.add('delete', path, handlers);
  }

  private add(method: Method, path: string, handlers: Handlers): Route {
    const route = new Route(this.tag, method, this.base, path, handlers);
    this.routes.push(route);
    return route;
  }
}
