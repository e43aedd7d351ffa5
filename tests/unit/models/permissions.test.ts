import { describe, expect, it } from '@jest/globals';
import { ROLES, type User } from '../../../src/models/users/User.js';
import { can, permissions, rolesFor } from '../../../src/models/users/permissions.js';

const OWN = 7;

function allowedRoles(allowed: (user: User) => boolean): string[] {
  return ROLES.filter((role) => allowed({ id: OWN, role } as User));
}

describe('the matrix of permissions', () => {
  it.each([
    ['list', ['admin', 'manager']],
    ['view', ['admin', 'manager']],
    ['create', ['admin']],
    ['update', ['admin']],
    ['manageAccess', ['admin']],
    ['delete', ['admin']],
    ['restore', ['admin']],
  ] as const)('lets %s users only %j, where they are others', (action, roles) => {
    expect(allowedRoles((user) => can(user, 'users', action, OWN + 1))).toEqual(roles);
  });

  it.each([
    ['view', [...ROLES]],
    ['update', [...ROLES]],
    ['delete', ['admin']],
    ['manageAccess', ['admin']],
  ] as const)('lets %s their own account %j', (action, roles) => {
    expect(allowedRoles((user) => can(user, 'users', action, OWN))).toEqual(roles);
  });

  it('lets everyone read and create content', () => {
    expect(allowedRoles((user) => can(user, 'content', 'view'))).toEqual([...ROLES]);
    expect(allowedRoles((user) => can(user, 'content', 'create'))).toEqual([...ROLES]);
  });

  it.each(['update', 'delete'] as const)('lets %s content its author, and those who look after it', (action) => {
    const keepers = ['admin', 'manager', 'moderator'];

    expect(allowedRoles((user) => can(user, 'content', action, OWN + 1))).toEqual(keepers);
    expect(allowedRoles((user) => can(user, 'content', action))).toEqual(keepers);
    expect(allowedRoles((user) => can(user, 'content', action, OWN))).toEqual([...ROLES]);
  });

  it('gives the administration to administrators', () => {
    expect([rolesFor('administration', 'view'), rolesFor('administration', 'change')]).toEqual([['admin'], ['admin']]);
  });

  it('leaves to a policy what depends on the record', () => {
    expect(() => rolesFor('users', 'update')).toThrow('policy');
    expect(() => rolesFor('content', 'view')).toThrow('policy');
  });

  it('grants nothing to nobody', () => {
    const grants = Object.values(permissions).flatMap((actions) => Object.values(actions));

    expect(grants.filter((granted) => granted.length === 0)).toEqual([]);
  });
});
