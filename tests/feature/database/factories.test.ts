import { describe, expect, it } from '@jest/globals';
import bcrypt from 'bcrypt';
import SessionFactory from '../../../src/database/factories/auth/SessionFactory.js';
import UserFactory, { FACTORY_PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import { Session } from '../../../src/models/auth/Session.js';
import { User } from '../../../src/models/users/User.js';
import { guest } from '../../support/http.js';

describe('a factory', () => {
  it('rejects a relation that the model does not have', async () => {
    const session = await SessionFactory.create();

    expect(() => UserFactory.for(session)).toThrow('User does not belong to Session');
    await expect(UserFactory.has(UserFactory).create()).rejects.toThrow('User does not belong to User');
    expect(() => SessionFactory.for(new User(), 'owner')).toThrow('Session does not belong to User');
  });

  it('builds records without saving them', async () => {
    const before = await User.count();

    const [user, users, batch] = [
      await UserFactory.make(),
      await UserFactory.makeMany(2),
      await UserFactory.count(3).make(),
    ];

    expect([user, ...users, ...batch].every(({ isNewRecord }) => isNewRecord)).toBe(true);
    expect([users.length, batch.length, await User.count()]).toEqual([2, 3, before]);
  });

  it('saves one record or a number of them', async () => {
    const before = await User.count();

    await UserFactory.create();
    const many = await UserFactory.createMany(2);
    const batch = await UserFactory.count(3).create();

    expect([many.length, batch.length, await User.count()]).toEqual([2, 3, before + 6]);
  });

  it('creates no records for a count of zero', async () => {
    expect(await UserFactory.createMany(0)).toEqual([]);
  });

  it('creates valid, distinct records', async () => {
    const users = await UserFactory.createMany(20);

    expect(new Set(users.map(({ email }) => email)).size).toBe(20);
    expect(
      users.every(
        ({ role, status, email }) => role === 'user' && status === 'approved' && email === email.toLowerCase(),
      ),
    ).toBe(true);
  });

  it('is not changed by its states', async () => {
    const admins = UserFactory.admin();
    const suspendedAdmins = admins.suspended();

    const made = await Promise.all([UserFactory.make(), admins.make(), suspendedAdmins.make(), UserFactory.make()]);

    expect(made.map(({ role, status }) => `${role} ${status}`)).toEqual([
      'user approved',
      'admin approved',
      'admin suspended',
      'user approved',
    ]);
  });

  it('lets later states override, and explicit values override all', async () => {
    const user = await UserFactory.admin().manager().state({ firstname: 'State' }).make({ firstname: 'Call' });

    expect(user).toMatchObject({ role: 'manager', firstname: 'Call' });
  });

  it('cycles through the values of a sequence', async () => {
    const users = await UserFactory.sequence({ role: 'seller' }, { role: 'moderator' }).makeMany(3);

    expect(users.map(({ role }) => role)).toEqual(['seller', 'moderator', 'seller']);
  });

  it('passes the index in the batch to a state', async () => {
    const users = await UserFactory.state((index) => ({ lastname: `No ${index}` })).createMany(3);

    expect(users.map(({ lastname }) => lastname)).toEqual(['No 0', 'No 1', 'No 2']);
  });

  it('creates a parent for each record', async () => {
    const [one, two] = await SessionFactory.createMany(2);

    expect(await User.findByPk(one?.userId)).not.toBeNull();
    expect(one?.userId).not.toBe(two?.userId);
  });

  it('creates records for a given parent', async () => {
    const user = await UserFactory.create();

    const sessions = await SessionFactory.for(user).createMany(2);

    expect(sessions.map(({ userId }) => userId)).toEqual([user.id, user.id]);
  });

  it('creates one parent for a batch', async () => {
    const [one, two] = await SessionFactory.for(UserFactory.admin()).createMany(2);

    expect(await User.findByPk(one?.userId)).toMatchObject({ role: 'admin' });
    expect(one?.userId).toBe(two?.userId);
  });

  it('creates children for each record', async () => {
    const users = await UserFactory.has(SessionFactory.expired(), 2).createMany(2);

    const counts = await Promise.all(users.map(({ id }) => Session.count({ where: { userId: id } })));
    expect(counts).toEqual([2, 2]);
  });

  it('runs the model hooks for every record', async () => {
    const created: User[] = [];
    User.addHook('afterCreate', 'watch', (user) => void created.push(user as User));

    const users = await UserFactory.createMany(3);

    User.removeHook('afterCreate', 'watch');
    expect(created).toEqual(users);
  });

  it('hashes the password once, and its users can log in', async () => {
    const [one, two] = await UserFactory.createMany(2);

    const response = await guest.post('/api/auth/login', { email: two?.email, password: FACTORY_PASSWORD });

    expect(response.status).toBe(200);
    expect(one?.password).toBe(two?.password);
    expect(await bcrypt.compare(FACTORY_PASSWORD, one?.password ?? '')).toBe(true);
  });
});
