import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Role, ROLES, type User } from '../../src/models/users/User.js';
import { resolvePath } from '../../src/utils/paths.js';

/** How a request is received: `allowed` passes authentication and authorization, with exactly the status of its line. */
export type Outcome = 'allowed' | 401 | 403 | 404;

/**
 * The callers that try every route. The roles do not own the record; `owner` and `otherOwner` are plain users, the
 * latter owns another record of the kind. `key` has the route's scope, `lesserKey` all others; both belong to an
 * administrator where administrators are allowed, and to the owner otherwise.
 */
export const CALLERS = ['guest', ...ROLES, 'owner', 'otherOwner', 'suspended', 'key', 'lesserKey'] as const;

export type Caller = (typeof CALLERS)[number];
export type Outcomes = Record<Caller, Outcome>;

/** The expected outcome of a route for each caller, and the input of a request to it. */
export interface RouteExpectation {
  who: Outcomes;
  /** The parameters of the path, with the id of a record that the user owns. */
  params?: (owner: User) => Params | Promise<Params>;
  query?: string;
  /** Users other than the owner may do this to the record, such as comment on it. */
  isShared?: true;
  /** Defaults to an empty object. */
  body?: object;
  /** The exact status of an allowed request; defaults to the route's success status. */
  answers?: number;
}

type Params = Record<string, string | number>;

/** Lines by method and path: `GET /api/users/:id`. */
export type RouteExpectations = Record<string, RouteExpectation>;

function expectEach<T extends Caller>(callers: readonly T[], verdict: Outcome): Record<T, Outcome> {
  return Object.fromEntries(callers.map((caller) => [caller, verdict])) as Record<T, Outcome>;
}

/** Public, with or without credentials. */
export const open: Outcomes = expectEach(CALLERS, 'allowed');

/** Public, but invalid credentials are rejected. */
export const optional: Outcomes = { ...open, suspended: 403, lesserKey: 403 };

/** For every user. */
export const signedIn: Outcomes = { ...optional, guest: 401 };

/** For some roles, independent of ownership. */
export function only(...roles: Role[]): Outcomes {
  const others = [...ROLES, 'owner', 'otherOwner'].filter((caller) => !roles.includes(caller as Role)) as Caller[];
  const plain = roles.includes('user') ? expectEach(['owner', 'otherOwner'], 'allowed') : {};
  return { ...signedIn, ...expectEach(others, 403), ...plain };
}

/** For the owner of the record, and some roles; others get 404. */
export function owned(...roles: Role[]): Outcomes {
  const others = ROLES.filter((role) => !roles.includes(role));
  return { ...signedIn, ...expectEach(others, 404), otherOwner: 404 };
}

/** The same outcomes, but API keys are rejected. */
export function sessionsOnly(verdicts: Outcomes): Outcomes {
  return { ...verdicts, key: 403, lesserKey: 403 };
}

/** The lines of all areas, from each `access.ts` below `tests/feature`. */
export async function loadExpectations(): Promise<RouteExpectations> {
  const folder = resolvePath('tests', 'feature');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /[\\/]access\.ts$/.test(file),
  );
  const tables: RouteExpectations[] = [];
  for (const file of files) {
    const { default: lines } = (await import(pathToFileURL(resolvePath('tests', 'feature', file)).href)) as {
      default: RouteExpectations;
    };
    tables.push(lines);
  }
  const names = tables.flatMap((lines) => Object.keys(lines));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) throw new Error(`More than one line for ${twice.join(', ')}`);
  return Object.assign({}, ...tables) as RouteExpectations;
}
