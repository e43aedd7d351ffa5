import { describe, expect, it } from '@jest/globals';
import UserFactory, { FACTORY_PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import { as, withToken, guest } from '../../support/http.js';

describe('whoever is put out while logging in', () => {
  it.each(['suspended', 'rejected'])('and %s keeps no session when approved again', async (status) => {
    const admin = as(await UserFactory.admin().create());
    const user = await UserFactory.create();
    const logIn = () => guest.post('/api/auth/login', { email: user.email, password: FACTORY_PASSWORD });

    const [putOut, ...logins] = await Promise.all([
      admin.patch(`/api/users/${user.id}`, { status }),
      ...Array.from({ length: 8 }, logIn),
    ]);
    await admin.patch(`/api/users/${user.id}`, { status: 'approved' });

    expect(putOut.status).toBe(200);
    const tokens = logins.filter((login) => login.status === 200).map(({ body }) => String(body.data.accessToken));
    const answers = await Promise.all(tokens.map((token) => withToken(token).get('/api/me')));
    expect(answers.filter((answer) => answer.status === 200)).toEqual([]);
  });
});
