import { describe, expect, it } from '@jest/globals';
import { User } from '../../../src/models/users/User.js';
import { authorize, authorizeCreation } from '../../../src/policies/authorize.js';
import UserPolicy from '../../../src/policies/users/UserPolicy.js';

type Caller = User | undefined;

const admin = User.build({ id: 1, firstname: 'A', lastname: 'B', email: 'a@x.io', password: 'x', role: 'admin' });
const stranger = User.build({ id: 2, firstname: 'C', lastname: 'D', email: 'c@x.io', password: 'x', role: 'user' });

const isAdmin = (caller: Caller) => caller?.isAdmin() === true;
/** The name of a policy names the record in the message. */
class AccountPolicy {
  public readonly view = isAdmin;
}

const hidden = new AccountPolicy();
const visible = { view: (_caller: Caller) => true, update: isAdmin };

describe('authorize', () => {
  it.each([
    ['a guest', undefined],
    ['a stranger', stranger],
  ])('hides a record from %s without permission to view it', (_caller, caller) => {
    expect(() => authorize(hidden, 'view', caller, admin)).toThrow('Account not found');
  });

  it('lets callers view a record if the policy allows it', () => {
    expect(() => authorize(hidden, 'view', admin, admin)).not.toThrow();
  });

  it('answers 401 to guests and 403 to users who may see a record but not change it', () => {
    expect(() => authorize(visible, 'update', undefined, admin)).toThrow(expect.objectContaining({ status: 401 }));
    expect(() => authorize(visible, 'update', stranger, admin)).toThrow(expect.objectContaining({ status: 403 }));
    expect(() => authorize(visible, 'update', admin, admin)).not.toThrow();
  });
});

describe('authorizeCreation', () => {
  it('asks the policy without a record', () => {
    expect(() => authorizeCreation(UserPolicy, admin)).not.toThrow();
    expect(() => authorizeCreation(UserPolicy, stranger)).toThrow(expect.objectContaining({ status: 403 }));
    expect(() => authorizeCreation(UserPolicy, undefined)).toThrow(expect.objectContaining({ status: 401 }));
  });
});
