import { describe, expect, it } from '@jest/globals';
import { ROLES, type User } from '../../../src/models/users/User.js';
import { can, permissions, rolesFor } from '../../../src/models/users/permissions.js';

const OWN = 7;

function allowedRoles(allowed: (user: User) => boolean): string[] {
  return ROLES.filter((role) => allowed({ id: OWN, role } as User));
}

describe('the permission matrix', () => {
  it.each([
    ['list', ['admin', 'manager']],
    ['view', ['admin', 'manager']],
    ['create', ['admin']],
    ['update', ['admin']],
    ['manageAccess', ['admin']],
    ['delete', ['admin']],
    ['restore', ['admin']],
  ] as const)('limits %s acting on other users to %j', (action, roles) => {
    expect(allowedRoles((user) => can(user, 'users', action, OWN + 1))).toEqual(roles);
  });

  it.each([
    ['view', [...ROLES]],
    ['update', [...ROLES]],
    ['delete', ['admin']],
    ['manageAccess', ['admin']],
  ] as const)('limits %s acting on their own account to %j', (action, roles) => {
    expect(allowedRoles((user) => can(user, 'users', action, OWN))).toEqual(roles);
  });

  it('lets everyone read and create content', () => {
    expect(allowedRoles((user) => can(user, 'content', 'view'))).toEqual([...ROLES]);
    expect(allowedRoles((user) => can(user, 'content', 'create'))).toEqual([...ROLES]);
  });

  it.each(['update', 'delete'] as const)('lets authors and moderators %s content', (action) => {
    const keepers = ['admin', 'manager', 'moderator'];

    expect(allowedRoles((user) => can(user, 'content', action, OWN + 1))).toEqual(keepers);
    expect(allowedRoles((user) => can(user, 'content', action))).toEqual(keepers);
    expect(allowedRoles((user) => can(user, 'content', action, OWN))).toEqual([...ROLES]);
  });

  it('grants administration to administrators', () => {
    expect([rolesFor('administration', 'view'), rolesFor('administration', 'change')]).toEqual([['admin'], ['admin']]);
  });

  it('leaves record-dependent decisions to policies', () => {
    expect(() => rolesFor('users', 'update')).toThrow('policy');
    expect(() => rolesFor('content', 'view')).toThrow('policy');
  });

  it('grants guests nothing', () => {
    const grants = Object.values(permissions).flatMap((actions) => Object.values(actions));

    expect(grants.filter((granted) => granted.length === 0)).toEqual([]);
  });
});
