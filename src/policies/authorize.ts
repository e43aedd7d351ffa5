import { Forbidden, Unauthorized } from '../exceptions/errors.js';
import { NotFound } from '../exceptions/NotFound.js';
import type { User } from '../models/users/User.js';

/** The user who calls; undefined for a guest. Only policies that accept guests can be asked about one. */
type Caller = User | undefined;

/** Yes-or-no questions about a record; `view` decides if the caller may know that it exists. */
export type Policy<Subject, Action extends string, By extends Caller = User> = Record<
  Action | 'view',
  (caller: By, subject: Subject) => boolean
>;

/** Yes-or-no questions that need no record, such as `create`. */
export type CreationPolicy<Action extends string, By extends Caller = User> = Record<Action, (caller: By) => boolean>;

function assertAllowed(isAllowed: boolean, caller: Caller): void {
  if (!isAllowed) throw caller ? new Forbidden() : new Unauthorized();
}

/**
 * Lets the request continue only if the policy allows the action on the record.
 *
 * @throws NotFound if the caller may not know of the record, Forbidden if they may see it but not do this, Unauthorized if a guest may not do this
 */
export function authorize<Subject extends object, Action extends string, By extends Caller>(
  policy: Policy<Subject, Action, By>,
  action: Action | 'view',
  caller: By,
  subject: Subject,
): void {
  // The same message as for a missing record: the two cases must not be distinguishable. The policy names the record,
  // because a cached row has no class.
  if (!policy.view(caller, subject)) throw new NotFound(policy.constructor.name.replace(/Policy$/, ''));
  assertAllowed(policy[action](caller, subject), caller);
}

/** As authorize, before the record exists. @throws Forbidden, or Unauthorized for a guest */
export function authorizeCreation<By extends Caller>(policy: CreationPolicy<'create', By>, caller: By): void {
  assertAllowed(policy.create(caller), caller);
}
