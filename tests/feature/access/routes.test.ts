import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import type { User } from '../../../src/models/users/User.js';
import type { Route } from '../../../src/routes/Route.js';
import RouteService from '../../../src/routes/RouteService.js';
import { scopes } from '../../../src/security/scopes.js';
import { loadExpectations, type Caller, CALLERS, type RouteExpectation, type Outcome } from '../../support/access.js';
import { withApiKey } from '../../support/apiKeys.js';
import { as, type Client, guest } from '../../support/http.js';

// Before anything is tested, because there is a test for each route.
const lines = await loadExpectations();

function routeName({ method, fullPath }: Route): string {
  return `${method.toUpperCase()} ${fullPath}`;
}

function expectationFor(route: Route): RouteExpectation {
  const line = lines[routeName(route)];
  if (!line) throw new Error(`${routeName(route)} has no line in an access.ts`);
  return line;
}

const names = RouteService.routes.map(routeName);
const routes = RouteService.routes.map((route): [string, Route] => [routeName(route), route]);
const guarded = routes.filter(([, route]) => route.metadataOf('authentication'));

async function keyFor(route: Route, owner: User, isLesser: boolean): Promise<Client> {
  const holder = expectationFor(route).who.admin === 'allowed' ? await UserFactory.admin().create() : owner;
  const wanted = route.metadataOf('scope');
  if (!wanted) return withApiKey(holder, ...scopes.list());
  const others = scopes.list().filter((scope) => !scopes.allows([scope], wanted));
  return withApiKey(holder, ...(isLesser ? others : [wanted]));
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
    if (params[name] === undefined) throw new Error(`The line of ${path} gives no ${name}`);
    return String(params[name]);
  });
}

/** Asks as the caller for a record that was made for this one request. */
async function requestAs(caller: Caller, route: Route): Promise<Outcome | `unexpected ${number}`> {
  const { params, query = '', body = {}, answers = route.response.status } = expectationFor(route);
  const owner = await UserFactory.create();
  const path = fillPath(route.fullPath, (await params?.(owner)) ?? {}) + query;
  const client = await clientFor(caller, route, owner);
  const { status } = route.method === 'get' ? await client.get(path) : await client[route.method](path, body);
  if (status === answers) return 'allowed';
  return status === 401 || status === 403 || status === 404 ? status : `unexpected ${status}`;
}

describe('the lines of access', () => {
  it('name every route', () => {
    expect(names.filter((name) => !(name in lines))).toEqual([]);
  });

  it('name no route that there is not', () => {
    expect(Object.keys(lines).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('let nobody have the record of another owner', () => {
    const open = guarded.filter(([name, route]) => {
      const isAnothers = /:id\b/.test(name) && route.metadataOf('authentication') === 'required';
      const { who, isShared = false } = expectationFor(route);
      return isAnothers && !isShared && who.otherOwner === 'allowed';
    });

    expect(open.map(([name]) => name)).toEqual([]);
  });
});

describe('a route', () => {
  it.each(routes)('receives everybody as its line says: %s', async (_name, route) => {
    const verdicts: Partial<Record<Caller, unknown>> = {};

    for (const caller of CALLERS) verdicts[caller] = await requestAs(caller, route);

    expect(verdicts).toEqual(expectationFor(route).who);
  });

  it.each(guarded)('asks API keys for what its method does, if it takes them: %s', (_name, route) => {
    const half = route.method === 'get' ? 'read' : 'write';

    expect(route.metadataOf('scope') ?? half).toMatch(new RegExp(`${half}$`));
  });
});
