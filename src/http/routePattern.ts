interface RoutedRequest {
  /** Express's own object for the route that took the request, if one did. */
  route?: unknown;
}

/** What no route answered: files, preflights, refusals before the routes, and unknown addresses. */
const NO_ROUTE = 'none';

const patterns = new WeakMap<object, string>();

/** Remembers for a mounted route how it is written in its table, such as `/api/users/:id`. */
export function setRoutePattern(route: object, pattern: string): void {
  patterns.set(route, pattern);
}

/** The pattern of the route that took the request: unlike addresses, patterns are few, and hold nothing of a client. */
export function getRoutePattern({ route }: RoutedRequest): string {
  const pattern = typeof route === 'object' && route !== null ? patterns.get(route) : undefined;
  return pattern ?? NO_ROUTE;
}
