import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import type { User } from '../../../src/models/users/User.js';
import type { Route } from '../../../src/routes/Route.js';
import RouteService from '../../../src/routes/RouteService.js';
import { scopes } from '../../../src/security/scopes.js';
import { allLines, type Caller, CALLERS, type Line, type Verdict } from '../../support/access.js';
import { withKey } from '../../support/apiKeys.js';
import { as, type Client, guest } from '../../support/http.js';

// Before anything is tested, because there is a test for each route.
const lines = await allLines();

function nameOf({ method, fullPath }: Route): string {
  return `${method.toUpperCase()} ${fullPath}`;
}

function lineOf(route: Route): Line {
  const line = lines[nameOf(route)];
  if (!line) throw new Error(`${nameOf(route)} has no line in an access.ts`);
  return line;
}

const names = RouteService.routes.map(nameOf);
const routes = RouteService.routes.map((route): [string, Route] => [nameOf(route), route]);
const guarded = routes.filter(([, route]) => route.fact('authentication'));

async function keyFor(route: Route, owner: User, isLesser: boolean): Promise<Client> {
  const holder = lineOf(route).who.admin === 'allowed' ? await UserFactory.admin().create() : owner;
  const wanted = route.fact('scope');
  if (!wanted) return withKey(holder, ...scopes.all());
  const others = scopes.all().filter((scope) => !scopes.cover([scope], wanted));
  return withKey(holder, ...(isLesser ? others : [wanted]));
}

async function otherOwner({ params }: Line): Promise<User> {
  const user = await UserFactory.create();
  await params?.(user);
  return user;
}

async function clientOf(caller: Caller, route: Route, owner: User): Promise<Client> {
  switch (caller) {
    case 'guest':
      return guest;
    case 'owner':
      return as(owner);
    case 'otherOwner':
      return as(await otherOwner(lineOf(route)));
    case 'suspended':
      return as(await UserFactory.admin().suspended().create());
    case 'key':
    case 'lesserKey':
      return keyFor(route, owner, caller === 'lesserKey');
    default:
      return as(await UserFactory.as(caller).create());
  }
}

function filled(path: string, params: Record<string, string | number>): string {
  return path.replace(/:(\w+)/g, (_match, name: string) => {
    if (params[name] === undefined) throw new Error(`The line of ${path} gives no ${name}`);
    return String(params[name]);
  });
}

/** Asks as the caller for a record that was made for this one request. */
async function received(caller: Caller, route: Route): Promise<Verdict | `unexpected ${number}`> {
  const { params, query = '', body = {}, answers = route.answer.status } = lineOf(route);
  const owner = await UserFactory.create();
  const path = filled(route.fullPath, (await params?.(owner)) ?? {}) + query;
  const client = await clientOf(caller, route, owner);
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
      const isAnothers = /:id\b/.test(name) && route.fact('authentication') === 'required';
      const { who, isShared = false } = lineOf(route);
      return isAnothers && !isShared && who.otherOwner === 'allowed';
    });

    expect(open.map(([name]) => name)).toEqual([]);
  });
});

describe('a route', () => {
  it.each(routes)('receives everybody as its line says: %s', async (_name, route) => {
    const verdicts: Partial<Record<Caller, unknown>> = {};

    for (const caller of CALLERS) verdicts[caller] = await received(caller, route);

    expect(verdicts).toEqual(lineOf(route).who);
  });

  it.each(guarded)('asks API keys for what its method does, if it takes them: %s', (_name, route) => {
    const half = route.method === 'get' ? 'read' : 'write';

    expect(route.fact('scope') ?? half).toMatch(new RegExp(`${half}$`));
  });
});
