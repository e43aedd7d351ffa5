import { authConfig } from '../../config/auth.js';
import { AccountPending, AccountRejected, AccountSuspended, EmailNotVerified } from '../../exceptions/errors.js';
import type { User } from '../../models/users/User.js';

function needsVerification({ emailVerifiedAt }: User): boolean {
  return authConfig.emailVerification.isRequired && !emailVerifiedAt;
}

/** Tells whether the account is approved and, if required, its email verified. */
export function isActive(user: User): boolean {
  return user.status === 'approved' && !needsVerification(user);
}

/** Rejects inactive accounts. @throws AccountPending, AccountRejected, AccountSuspended or EmailNotVerified */
export function assertActive(user: User): void {
  switch (user.status) {
    case 'approved':
      if (needsVerification(user)) throw new EmailNotVerified();
      return;
    case 'pending':
      throw new AccountPending();
    case 'rejected':
      throw new AccountRejected();
    case 'suspended':
      throw new AccountSuspended();
  }
}
