import { Conflict } from '../../exceptions/errors.js';
import { type Role, type Status, User } from '../../models/users/User.js';

interface Access {
  role?: Role | undefined;
  status?: Status | undefined;
}

/** Whether the user would no longer be an administrator who can act. */
export function removesAdmin(user: User, { role, status }: Access): boolean {
  return user.isAdmin() && ((role ?? 'admin') !== 'admin' || (status ?? 'approved') !== 'approved');
}

/** Locks all administrators, in order: of two who remove each other at once, one remains. @throws Conflict */
export async function assertNotLastAdmin(user: User): Promise<void> {
  const admins = await User.findAll({ where: { role: 'admin', status: 'approved' }, order: ['id'], lock: true });
  if (!admins.some((admin) => !admin.is(user))) throw new Conflict('The last administrator must remain one');
}
