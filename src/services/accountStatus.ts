import { AccountPending } from '../exceptions/AccountPending.js';
import { AccountRejected } from '../exceptions/AccountRejected.js';
import { AccountSuspended } from '../exceptions/AccountSuspended.js';
import type { User } from '../models/User.js';

/** @throws AccountPending, AccountRejected or AccountSuspended unless the account may be used */
export function assertUsable({ status }: User): void {
  switch (status) {
    case 'approved':
      return;
    case 'pending':
      throw new AccountPending();
    case 'rejected':
      throw new AccountRejected();
    case 'suspended':
      throw new AccountSuspended();
  }
}
