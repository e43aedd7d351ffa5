import { describe, expect, it } from '@jest/globals';
import UserFactory, { FACTORY_PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import { as, withToken, guest } from '../../support/http.js';

describe('an account that is locked out during its login', () => {
  it.each(['suspended', 'rejected'])('keeps no session when it is approved again (%s)', async (status) => {
    const admin = as(await UserFactory.admin().create());
    const user = await UserFactory.create();
    const logIn = () => guest.post('/api/auth/login', { email: user.email, password: FACTORY_PASSWORD });

    const [lockedOut, ...logins] = await Promise.all([
      admin.patch(`/api/users/${user.id}`, { status }),
      ...Array.from({ length: 8 }, logIn),
    ]);
    await admin.patch(`/api/users/${user.id}`, { status: 'approved' });

    expect(lockedOut.status).toBe(200);
    const tokens = logins.filter((login) => login.status === 200).map(({ body }) => String(body.data.accessToken));
    const answers = await Promise.all(tokens.map((token) => withToken(token).get('/api/me')));
    expect(answers.filter((answer) => answer.status === 200)).toEqual([]);
  });
});
