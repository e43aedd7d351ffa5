interface RoutedRequest {
  /** Express's route object, if a route matched. */
  route?: unknown;
}

/** Stands for requests without a route: static files, preflights, early rejections and unknown URLs. */
const NO_ROUTE = 'none';

const patterns = new WeakMap<object, string>();

/** Stores the pattern of a mounted route, such as `/api/users/:id`. */
export function setRoutePattern(route: object, pattern: string): void {
  patterns.set(route, pattern);
}

/** Returns the pattern of the matched route. Unlike URLs, patterns are few and contain no client input. */
export function getRoutePattern({ route }: RoutedRequest): string {
  const pattern = typeof route === 'object' && route !== null ? patterns.get(route) : undefined;
  return pattern ?? NO_ROUTE;
}
