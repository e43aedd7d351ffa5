import { Forbidden, Unauthorized } from '../exceptions/errors.js';
import { NotFound } from '../exceptions/NotFound.js';
import type { User } from '../models/users/User.js';

/** The authenticated user, or undefined for a guest. The type keeps guests from policies that do not accept them. */
type Caller = User | undefined;

/** Answers yes-or-no questions about a record. `view` decides if the caller may know that it exists. */
export type Policy<Subject, Action extends string, By extends Caller = User> = Record<
  Action | 'view',
  (caller: By, subject: Subject) => boolean
>;

/** Answers yes-or-no questions that need no record, such as `create`. */
export type CreationPolicy<Action extends string, By extends Caller = User> = Record<Action, (caller: By) => boolean>;

function assertAllowed(isAllowed: boolean, caller: Caller): void {
  if (!isAllowed) throw caller ? new Forbidden() : new Unauthorized();
}

/**
 * Throws unless the policy allows the action on the record.
 *
 * @throws NotFound if the caller may not see the record
 * @throws Forbidden if the caller may see it, but not perform the action
 * @throws Unauthorized if a guest may not perform the action
 */
export function authorize<Subject extends object, Action extends string, By extends Caller>(
  policy: Policy<Subject, Action, By>,
  action: Action | 'view',
  caller: By,
  subject: Subject,
): void {
  // Against enumeration: the message is the same as for a missing record. The policy names the record, because a cached
  // row has no class.
  if (!policy.view(caller, subject)) throw new NotFound(policy.constructor.name.replace(/Policy$/, ''));
  assertAllowed(policy[action](caller, subject), caller);
}

/** As authorize, but before the record exists. @throws Forbidden, or Unauthorized for a guest */
export function authorizeCreation<By extends Caller>(policy: CreationPolicy<'create', By>, caller: By): void {
  assertAllowed(policy.create(caller), caller);
}
