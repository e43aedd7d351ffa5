import { type Role, ROLES } from './userEnums.js';

/** `own`: the record's owner; `anyone`: guests too. */
type Grant = Role | 'own' | 'anyone';

type Matrix = Record<string, Record<string, readonly Grant[]>>;

/** The permissions of all roles. Policies check them for a record, routes for a role. */
export const permissions = {
  users: {
    list: ['admin', 'manager'],
    view: ['admin', 'manager', 'own'],
    create: ['admin'],
    update: ['admin', 'own'],
    /** Role, status and plan. */
    manageAccess: ['admin'],
    delete: ['admin'],
    restore: ['admin'],
    count: ['admin'],
  },
  /** Records that users publish, such as posts and comments. */
  content: {
    view: ['anyone'],
    create: ROLES,
    update: ['admin', 'manager', 'moderator', 'own'],
    delete: ['admin', 'manager', 'moderator', 'own'],
    /** Content of other users, and content without an owner, such as tags. */
    moderate: ['admin', 'manager', 'moderator'],
  },
  administration: {
    view: ['admin'],
    change: ['admin'],
  },
} as const satisfies Matrix;

export type Area = keyof typeof permissions;
export type Action<A extends Area> = keyof (typeof permissions)[A] & string;

function grantsFor(area: Area, action: string): readonly Grant[] {
  return (permissions as Matrix)[area]?.[action] ?? [];
}

/** Tells whether the user may perform the action, by role or as the record's owner. */
export function can<A extends Area>(
  user: { id: number; role: Role },
  area: A,
  action: Action<A>,
  ownerId?: number | null,
): boolean {
  const grants = grantsFor(area, action);
  const owns = grants.includes('own') && user.id === ownerId;
  return owns || grants.includes('anyone') || grants.includes(user.role);
}

/** Lists the roles that are granted an action. @throws Error if the action depends on the record */
export function rolesFor<A extends Area>(area: A, action: Action<A>): Role[] {
  const grants = grantsFor(area, action);
  const roles = ROLES.filter((role) => grants.includes(role));
  if (roles.length < grants.length) throw new Error(`${action} on ${area} depends on the record. Use a policy`);
  return roles;
}
