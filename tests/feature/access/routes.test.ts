import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import type { User } from '../../../src/models/users/User.js';
import type { Route } from '../../../src/routes/Route.js';
import RouteService from '../../../src/routes/RouteService.js';
import { scopes } from '../../../src/security/scopes.js';
import { loadExpectations, type Caller, CALLERS, type RouteExpectation, type Outcome } from '../../support/access.js';
import { withApiKey } from '../../support/apiKeys.js';
import { as, type Client, guest } from '../../support/http.js';

// Runs before the tests are registered, because there is a test for each route.
const expectations = await loadExpectations();

function routeName({ method, fullPath }: Route): string {
  return `${method.toUpperCase()} ${fullPath}`;
}

function expectationFor(route: Route): RouteExpectation {
  const expectation = expectations[routeName(route)];
  if (!expectation) throw new Error(`${routeName(route)} has no expectation in an access.ts file`);
  return expectation;
}

const names = RouteService.routes.map(routeName);
const routes = RouteService.routes.map((route): [string, Route] => [routeName(route), route]);
const guarded = routes.filter(([, route]) => route.metadataOf('authentication'));

async function keyFor(route: Route, owner: User, isLesser: boolean): Promise<Client> {
  const holder = expectationFor(route).who.admin === 'allowed' ? await UserFactory.admin().create() : owner;
  const requiredScope = route.metadataOf('scope');
  if (!requiredScope) return withApiKey(holder, ...scopes.list());
  const others = scopes.list().filter((scope) => !scopes.allows([scope], requiredScope));
  return withApiKey(holder, ...(isLesser ? others : [requiredScope]));
}

async function otherOwner({ params }: RouteExpectation): Promise<User> {
  const user = await UserFactory.create();
  await params?.(user);
  return user;
}

async function clientFor(caller: Caller, route: Route, owner: User): Promise<Client> {
  switch (caller) {
    case 'guest':
      return guest;
    case 'owner':
      return as(owner);
    case 'otherOwner':
      return as(await otherOwner(expectationFor(route)));
    case 'suspended':
      return as(await UserFactory.admin().suspended().create());
    case 'key':
    case 'lesserKey':
      return keyFor(route, owner, caller === 'lesserKey');
    default:
      return as(await UserFactory.withRole(caller).create());
  }
}

function fillPath(path: string, params: Record<string, string | number>): string {
  return path.replace(/:(\w+)/g, (_match, name: string) => {
    if (params[name] === undefined) throw new Error(`The expectation for ${path} has no ${name}`);
    return String(params[name]);
  });
}

/** Sends a request as the caller, for a record that was created for this request. */
async function requestAs(caller: Caller, route: Route): Promise<Outcome | `unexpected ${number}`> {
  const { params, query = '', body = {}, answers = route.response.status } = expectationFor(route);
  const owner = await UserFactory.create();
  const path = fillPath(route.fullPath, (await params?.(owner)) ?? {}) + query;
  const client = await clientFor(caller, route, owner);
  const { status } = route.method === 'get' ? await client.get(path) : await client[route.method](path, body);
  if (status === answers) return 'allowed';
  return status === 401 || status === 403 || status === 404 ? status : `unexpected ${status}`;
}

describe('route expectations', () => {
  it('name every route', () => {
    expect(names.filter((name) => !(name in expectations))).toEqual([]);
  });

  it('name no unknown route', () => {
    expect(Object.keys(expectations).filter((name) => !names.includes(name))).toEqual([]);
  });

  it("deny access to another owner's record", () => {
    const open = guarded.filter(([name, route]) => {
      const isAnothers = /:id\b/.test(name) && route.metadataOf('authentication') === 'required';
      const { who, isShared = false } = expectationFor(route);
      return isAnothers && !isShared && who.otherOwner === 'allowed';
    });

    expect(open.map(([name]) => name)).toEqual([]);
  });
});

describe('a route', () => {
  it.each(routes)('responds to every caller as expected: %s', async (_name, route) => {
    const outcomes: Partial<Record<Caller, unknown>> = {};

    for (const caller of CALLERS) outcomes[caller] = await requestAs(caller, route);

    expect(outcomes).toEqual(expectationFor(route).who);
  });

  it.each(guarded)('requires the scope of its method from API keys, if it accepts them: %s', (_name, route) => {
    const permission = route.method === 'get' ? 'read' : 'write';

    expect(route.metadataOf('scope') ?? permission).toMatch(new RegExp(`${permission}$`));
  });
});
