import { Conflict } from '../../exceptions/errors.js';
import { type Role, type Status, User } from '../../models/users/User.js';

interface Access {
  role?: Role | undefined;
  status?: Status | undefined;
}

/** Tells whether the change would remove an active administrator. */
export function removesAdmin(user: User, { role, status }: Access): boolean {
  return user.isAdmin() && ((role ?? 'admin') !== 'admin' || (status ?? 'approved') !== 'approved');
}

/** Row locks on all administrators, in order: two who remove each other must not both succeed. @throws Conflict */
export async function assertNotLastAdmin(user: User): Promise<void> {
  const admins = await User.findAll({ where: { role: 'admin', status: 'approved' }, order: ['id'], lock: true });
  if (!admins.some((admin) => !admin.is(user))) throw new Conflict('The last administrator cannot be removed');
}
