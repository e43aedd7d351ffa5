import { type Role, ROLES } from './userEnums.js';

/** `own`: whoever the record belongs to; `anyone`: guests too. */
type Grant = Role | 'own' | 'anyone';

type Matrix = Record<string, Record<string, readonly Grant[]>>;

/** Who may do what, in one place. Policies ask it about a record, routes about a role. */
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
  /** What users publish, such as posts and comments. */
  content: {
    view: ['anyone'],
    create: ROLES,
    update: ['admin', 'manager', 'moderator', 'own'],
    delete: ['admin', 'manager', 'moderator', 'own'],
    /** What others wrote, and what belongs to nobody, such as tags. */
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

/** Whether the user may do this, by role or, where the record's owner is named, because it is their own. */
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

/** The roles to which the action is granted. @throws Error if that depends on more than the role */
export function rolesFor<A extends Area>(area: A, action: Action<A>): Role[] {
  const grants = grantsFor(area, action);
  const roles = ROLES.filter((role) => grants.includes(role));
  if (roles.length < grants.length) throw new Error(`Whether one may ${action} ${area} is for a policy to say`);
  return roles;
}
