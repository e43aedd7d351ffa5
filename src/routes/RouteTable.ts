import { ResponseDeclaration } from './ResponseDeclaration.js';
import { type Handlers, type Method, Route } from './Route.js';

type Declaration = ResponseDeclaration<RouteTable>;

/** The routes of one area, in the order in which they are matched. */
export class RouteTable {
  /** @param tag groups the routes in the API reference */
  public constructor(
    private readonly tag: string,
    private readonly base: '/api' | '' = '/api',
    private readonly shared: Handlers = [],
    public readonly routes: Route[] = [],
  ) {}

  /** Returns a group of the same table whose routes share these middlewares. */
  public with(...middlewares: Handlers): RouteTable {
    return new RouteTable(this.tag, this.base, [...this.shared, ...middlewares], this.routes);
  }

  public get(path: string, ...handlers: Handlers): Declaration {
    return this.add('get', path, handlers);
  }

  public post(path: string, ...handlers: Handlers): Declaration {
    return this.add('post', path, handlers);
  }

  public put(path: string, ...handlers: Handlers): Declaration {
    return this.add('put', path, handlers);
  }

  public patch(path: string, ...handlers: Handlers): Declaration {
    return this.add('patch', path, handlers);
  }

  public delete(path: string, ...handlers: Handlers): Declaration {
    return this.add('delete', path, handlers);
  }

  private add(method: Method, path: string, handlers: Handlers): Declaration {
    const route = new Route(this.tag, method, this.base, path, [...this.shared, ...handlers]);
    this.routes.push(route);
    return new ResponseDeclaration<RouteTable>(route, this);
  }
}
