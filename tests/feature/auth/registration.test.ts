import { describe, expect, it } from '@jest/globals';
import UserFactory, { FACTORY_PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import { User } from '../../../src/models/users/User.js';
import { withToken, guest } from '../../support/http.js';

let made = 0;

function details(changes: object = {}): { firstname: string; lastname: string; email: string; password: string } {
  made += 1;
  return {
    firstname: 'Ada',
    lastname: 'Lovelace',
    email: `newcomer${made}@example.com`,
    password: FACTORY_PASSWORD,
    ...changes,
  };
}

const register = (body: object) => guest.post('/api/auth/register', body);

describe('registration', () => {
  it('rejects a taken email', async () => {
    const { email } = await UserFactory.create();

    const response = await register(details({ email }));

    expect(response.status).toBe(409);
    expect(response.body.error).toBe('DUPLICATE_ENTRY');
    expect(response.body.errors).toEqual([{ field: 'email', message: 'This email is already taken' }]);
  });

  it('rejects a taken email in another case or with surrounding spaces', async () => {
    const { email } = await UserFactory.create();

    const response = await register(details({ email: ` ${email.toUpperCase()}  ` }));

    expect(response.status).toBe(409);
  });

  it('rejects the email of a deleted account', async () => {
    const user = await UserFactory.create();
    await user.destroy();

    const response = await register(details({ email: user.email }));

    expect(response.status).toBe(409);
    expect(response.body.errors[0].field).toBe('email');
  });

  it('creates one account out of twenty concurrent requests for one email', async () => {
    const body = details();

    const responses = await Promise.all(Array.from({ length: 20 }, () => register(body)));

    const statuses = responses.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array<number>(19).fill(409)]);
    expect(await User.count({ where: { email: body.email } })).toBe(1);
  });

  it.each([
    ['firstname', undefined],
    ['firstname', '   '],
    ['lastname', 'x'.repeat(101)],
    ['lastname', 7],
    ['email', undefined],
    ['email', 'ada@'],
    ['email', `${'x'.repeat(250)}@example.com`],
    ['password', undefined],
    ['password', 'short'],
    ['password', 'x'.repeat(129)],
  ])('names the invalid field %s: %j', async (field, value) => {
    const response = await register(details({ [field]: value }));

    expect(response.status).toBe(422);
    expect(response.body.error).toBe('VALIDATION_ERROR');
    expect(response.body.errors).toEqual([{ field, message: expect.any(String) }]);
  });

  it('names all missing fields together', async () => {
    const response = await register({});

    const fields = response.body.errors.map(({ field }: { field: string }) => field);
    expect(fields).toEqual(['firstname', 'lastname', 'email', 'password']);
  });

  it('ignores role, status and id in the request', async () => {
    const wishes = {
      id: 987_654,
      role: 'admin',
      status: 'suspended',
      deletedAt: '2020-01-01T00:00:00Z',
      avatar: '/x.svg',
    };

    const response = await register(details(wishes));

    const user = await User.findByPk(response.body.data.user.id, { rejectOnEmpty: true });
    expect(response.status).toBe(201);
    expect(user.id).not.toBe(987_654);
    expect(user).toMatchObject({ role: 'user', status: 'approved', deletedAt: null, avatar: null });
  });

  it.each(['/api/auth/register', '/api/auth/signup'])('at %s creates an account and signs it in', async (path) => {
    const body = details();

    const response = await guest.post(path, body);

    const { data } = response.body;
    expect(response.status).toBe(201);
    expect(Object.keys(data).sort()).toEqual(['accessToken', 'expiresIn', 'refreshToken', 'token', 'user']);
    expect(data.user).toMatchObject({ firstname: 'Ada', lastname: 'Lovelace', email: body.email, role: 'user' });
    expect((await withToken(data.token).get('/api/me')).body.data.id).toBe(data.user.id);
    expect((await guest.post('/api/auth/refresh', { refreshToken: data.refreshToken })).status).toBe(200);
  });

  it('stores a hash and returns neither it nor the password', async () => {
    const response = await register(details());

    const { password } = await User.findByPk(response.body.data.user.id, { rejectOnEmpty: true });
    expect(password).toMatch(/^\$2b\$04\$/);
    expect(response.text).not.toContain(password);
    expect(response.text).not.toContain(FACTORY_PASSWORD);
    expect(response.body.data.user).not.toHaveProperty('password');
  });

  it('accepts names in any script and stores emails in lower case', async () => {
    const body = details({ firstname: ' 李 😀 ', lastname: "O'Brien <b>" });

    const response = await register({ ...body, email: body.email.toUpperCase() });

    const user = await User.findByPk(response.body.data.user.id, { rejectOnEmpty: true });
    expect(user).toMatchObject({ firstname: '李 😀', lastname: "O'Brien <b>", email: body.email });
  });
});
