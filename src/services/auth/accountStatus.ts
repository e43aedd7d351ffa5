import { authConfig } from '../../config/auth.js';
import { AccountPending, AccountRejected, AccountSuspended, EmailNotVerified } from '../../exceptions/errors.js';
import type { User } from '../../models/users/User.js';

function lacksConfirmation({ emailVerifiedAt }: User): boolean {
  return authConfig.emailVerification.isRequired && !emailVerifiedAt;
}

export function isUsable(user: User): boolean {
  return user.status === 'approved' && !lacksConfirmation(user);
}

/** @throws AccountPending, AccountRejected, AccountSuspended or EmailNotVerified unless the account may be used */
export function assertUsable(user: User): void {
  switch (user.status) {
    case 'approved':
      if (lacksConfirmation(user)) throw new EmailNotVerified();
      return;
    case 'pending':
      throw new AccountPending();
    case 'rejected':
      throw new AccountRejected();
    case 'suspended':
      throw new AccountSuspended();
  }
}
