import { can } from '../../models/users/permissions.js';
import type { User } from '../../models/users/User.js';

/** A user record or a cached row. */
type Subject = Pick<User, 'id'>;

class UserPolicy {
  public view(user: User, other: Subject): boolean {
    return can(user, 'users', 'view', other.id);
  }

  /** Grants creation with a role and a status. Guests register without them. */
  public create(caller: User | undefined): boolean {
    return caller !== undefined && can(caller, 'users', 'create');
  }

  public update(user: User, other: Subject): boolean {
    return can(user, 'users', 'update', other.id);
  }

  /** Denied on oneself, so that the last administrator cannot lock everyone out. */
  public manageAccess(user: User, other: Subject): boolean {
    return can(user, 'users', 'manageAccess') && !user.is(other);
  }

  /** Denied on oneself: a stolen session must not turn off two-factor authentication. */
  public resetTwoFactor(user: User, other: Subject): boolean {
    return user.isAdmin() && !user.is(other);
  }

  public delete(user: User, other: Subject): boolean {
    return can(user, 'users', 'delete') && !user.is(other);
  }
}

export default new UserPolicy();
