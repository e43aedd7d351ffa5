import type { User } from '../../models/users/User.js';
import { can } from '../../models/users/permissions.js';

class UserPolicy {
  public view(user: User, other: User): boolean {
    return can(user, 'users', 'view', other.id);
  }

  public update(user: User, other: User): boolean {
    return user.canEdit(other);
  }

  /** Nobody promotes, demotes or suspends themselves: the last administrator cannot lock everyone out. */
  public manageAccess(user: User, other: User): boolean {
    return can(user, 'users', 'manageAccess') && !user.is(other);
  }

  /** For who has lost app and recovery codes. Administrators ask another one: their own session may be a stolen one. */
  public resetTwoFactor(user: User, other: User): boolean {
    return user.isAdmin() && !user.is(other);
  }

  public delete(user: User, other: User): boolean {
    return can(user, 'users', 'delete') && !user.is(other);
  }
}

export default new UserPolicy();
