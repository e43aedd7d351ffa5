import type { User } from '../models/User.js';

class UserPolicy {
  public view(user: User, other: User): boolean {
    return user.is(other) || user.isAdmin() || user.isManager();
  }

  public update(user: User, other: User): boolean {
    return user.canEdit(other);
  }

  /** Role and status. Nobody promotes, demotes or suspends themselves: the last administrator cannot lock everyone out. */
  public changeStanding(user: User, other: User): boolean {
    return user.isAdmin() && !user.is(other);
  }

  public delete(user: User, other: User): boolean {
    return user.isAdmin() && !user.is(other);
  }
}

export default new UserPolicy();
