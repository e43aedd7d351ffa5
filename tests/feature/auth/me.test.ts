import { describe, expect, it } from '@jest/globals';
import UserFactory, { FACTORY_PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import { sequelize } from '../../../src/database/sequelize.js';
import { as, withToken, accessTokenFor } from '../../support/http.js';

async function countQueries(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  sequelize.addHook('beforeQuery', 'count', () => void (count += 1));
  await work();
  sequelize.removeHook('beforeQuery', 'count');
  return count;
}

describe('the signed-in user', () => {
  it.each(['/api/me', '/api/auth/me'])('is shown at %s without secrets', async (path) => {
    const user = await UserFactory.create();

    const response = await as(user).get(path);

    expect(response.status).toBe(200);
    expect(response.body.data).toMatchObject({ id: user.id, email: user.email, role: 'user', status: 'approved' });
    expect(response.text).not.toMatch(/password|hash|\$2[aby]\$/i);
  });

  it('is loaded with one query', async () => {
    const client = withToken(await accessTokenFor(await UserFactory.create()));
    await client.get('/api/me');

    const queries = await countQueries(() => client.get('/api/me'));

    expect(queries).toBe(1);
  });

  it.each([
    ['firstname', ''],
    ['firstname', '   '],
    ['lastname', null],
    ['lastname', 'x'.repeat(101)],
    ['email', 'ada@'],
    ['email', ['ada@example.com']],
  ])('cannot set %s to %j', async (field, value) => {
    const user = await UserFactory.create();

    const response = await as(user).patch('/api/me', { [field]: value });

    expect(response.status).toBe(422);
    expect(response.body.errors).toEqual([{ field, message: expect.any(String) }]);
  });

  it.each([
    ['without the password', undefined],
    ['with a wrong password', 'not-the-password'],
  ])('cannot change the email %s', async (_name, currentPassword) => {
    const user = await UserFactory.create();

    const response = await as(user).patch('/api/me', { email: `new.${user.email}`, currentPassword });

    const { email } = await user.reload();
    expect(response.status).toBe(422);
    expect(response.body.errors).toEqual([{ field: 'currentPassword', message: expect.any(String) }]);
    expect(email).not.toMatch(/^new\./);
  });

  it('cannot take the email of another user, and then changes nothing', async () => {
    const user = await UserFactory.create();
    const other = await UserFactory.create();
    const changes = { firstname: 'Grace', email: other.email.toUpperCase(), currentPassword: FACTORY_PASSWORD };

    const response = await as(user).patch('/api/me', changes);

    const { firstname } = await user.reload();
    expect(response.status).toBe(409);
    expect(response.body.errors).toEqual([{ field: 'email', message: 'This email is already taken' }]);
    expect(firstname).not.toBe('Grace');
  });

  it('cannot take the email of a deleted user', async () => {
    const user = await UserFactory.create();
    const deleted = await UserFactory.create();
    await deleted.destroy();

    const response = await as(user).patch('/api/me', { email: deleted.email, currentPassword: FACTORY_PASSWORD });

    expect(response.status).toBe(409);
  });

  it('cannot change role, status or, at this endpoint, the password', async () => {
    const user = await UserFactory.create();
    const hash = user.password;
    const wishes = { id: 1, role: 'admin', status: 'pending', password: 'another-password', deletedAt: new Date() };

    const response = await as(user).patch('/api/me', wishes);

    await user.reload();
    expect(response.status).toBe(200);
    expect(user).toMatchObject({ role: 'user', status: 'approved', password: hash, deletedAt: null });
  });

  it('can change names without a password', async () => {
    const user = await UserFactory.create();

    const response = await as(user).patch('/api/me', { firstname: ' Grace ' });

    const { lastname } = user;
    await user.reload();
    expect(response.body.data).toMatchObject({ firstname: 'Grace', lastname });
    expect(user).toMatchObject({ firstname: 'Grace', lastname });
  });

  it('can resend the current email without a password', async () => {
    const user = await UserFactory.create();

    const response = await as(user).patch('/api/me', { email: ` ${user.email.toUpperCase()}` });

    expect(response.status).toBe(200);
    expect(response.body.data.email).toBe(user.email);
  });
});
