import { describe, expect, it } from '@jest/globals';
import { Post } from '../../../src/models/blog/Post.js';
import { User } from '../../../src/models/users/User.js';
import { authorize, authorizeCreation } from '../../../src/policies/authorize.js';
import PostPolicy from '../../../src/policies/blog/PostPolicy.js';
import UserPolicy from '../../../src/policies/users/UserPolicy.js';

const admin = User.build({ id: 1, firstname: 'A', lastname: 'B', email: 'a@x.io', password: 'x', role: 'admin' });
const stranger = User.build({ id: 2, firstname: 'C', lastname: 'D', email: 'c@x.io', password: 'x', role: 'user' });
const draft = Post.build({
  userId: 1,
  title: 'T',
  slug: 't',
  content: 'c',
  excerpt: 'e',
  status: 'draft',
  listedAt: new Date(0),
});

const adminsOnly = { view: () => true, update: (caller: User | undefined) => caller?.isAdmin() === true };

describe('authorize', () => {
  it.each([
    ['a guest', undefined],
    ['a stranger', stranger],
  ])('hides a record from %s who may not view it', (_caller, caller) => {
    expect(() => authorize(PostPolicy, 'view', caller, draft)).toThrow('Post not found');
  });

  it('lets those view a record whom the policy allows it', () => {
    expect(() => authorize(PostPolicy, 'view', admin, draft)).not.toThrow();
  });

  it('tells a guest to log in, and a user that it is forbidden', () => {
    expect(() => authorize(adminsOnly, 'update', undefined, draft)).toThrow(expect.objectContaining({ status: 401 }));
    expect(() => authorize(adminsOnly, 'update', stranger, draft)).toThrow(expect.objectContaining({ status: 403 }));
    expect(() => authorize(adminsOnly, 'update', admin, draft)).not.toThrow();
  });
});

describe('authorizeCreation', () => {
  it('asks the policy before there is a record', () => {
    expect(() => authorizeCreation(PostPolicy, stranger)).not.toThrow();
    expect(() => authorizeCreation(UserPolicy, admin)).not.toThrow();
    expect(() => authorizeCreation(UserPolicy, stranger)).toThrow(expect.objectContaining({ status: 403 }));
    expect(() => authorizeCreation(UserPolicy, undefined)).toThrow(expect.objectContaining({ status: 401 }));
  });
});
