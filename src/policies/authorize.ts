import { Forbidden } from '../exceptions/errors.js';
import { NotFound } from '../exceptions/NotFound.js';
import type { User } from '../models/users/User.js';

/** Plain yes-or-no questions about a record; `view` tells whether the caller may know of it at all. */
export type Policy<Subject, Action extends string> = Record<Action | 'view', (user: User, subject: Subject) => boolean>;

/**
 * Lets only those go on whom the policy allows the action.
 *
 * @throws NotFound if the caller may not know of the record, Forbidden if it may see but not do this
 */
export function authorize<Subject extends object, Action extends string>(
  policy: Policy<Subject, Action>,
  action: Action | 'view',
  user: User,
  subject: Subject,
): void {
  // In the words in which a service misses a record: the answers must not tell the two cases apart.
  if (!policy.view(user, subject)) throw new NotFound(subject.constructor.name);
  if (!policy[action](user, subject)) throw new Forbidden();
}
