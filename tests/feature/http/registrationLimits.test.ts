import { describe, expect, it } from '@jest/globals';

process.env.RATE_LIMIT_REGISTER = '3/1h';
process.env.TRUST_PROXY = '1';
const { default: UserFactory, FACTORY_PASSWORD } = await import('../../../src/database/factories/users/UserFactory.js');
const { as, guest } = await import('../../support/http.js');

let made = 0;

function person() {
  made += 1;
  return { firstname: 'Ada', lastname: 'Lovelace', email: `many${made}@example.com`, password: FACTORY_PASSWORD };
}

function from(ip: string) {
  return { 'X-Forwarded-For': ip };
}

describe('registrations from one IP address', () => {
  it.each(['/api/auth/register', '/api/auth/signup', '/api/users'])(
    'are limited on %s across emails, without affecting other addresses',
    async (path) => {
      const here = from(`192.0.2.${path.length}`);

      const responses = await Promise.all(Array.from({ length: 8 }, () => guest.post(path, person(), here)));
      const elsewhere = await guest.post(path, person(), from('198.51.100.7'));

      expect(responses.filter(({ status }) => status === 201)).toHaveLength(3);
      expect(responses.filter(({ status }) => status === 429)).toHaveLength(5);
      expect(elsewhere.status).toBe(201);
    },
  );

  it('are counted together across routes', async () => {
    const here = from('192.0.2.200');

    const statuses = [];
    for (const path of ['/api/auth/register', '/api/auth/signup', '/api/users', '/api/users'])
      statuses.push((await guest.post(path, person(), here)).status);

    expect(statuses).toEqual([201, 201, 201, 429]);
  });

  it('are limited for users, but not for administrators', async () => {
    const [admin, user] = [as(await UserFactory.admin().create()), as(await UserFactory.create())];
    const create = (client: typeof admin, ip: string) =>
      Promise.all(Array.from({ length: 5 }, () => client.post('/api/users', person(), from(ip))));

    const byAdmin = await create(admin, '192.0.2.201');
    const byUser = await create(user, '192.0.2.202');

    expect(byAdmin.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(byUser.filter(({ status }) => status === 429)).toHaveLength(2);
  });

  it('are not counted if a field is invalid', async () => {
    const here = from('192.0.2.203');
    for (let typo = 0; typo < 4; typo += 1) {
      await guest.post('/api/auth/register', { ...person(), password: 'short' }, here);
    }

    const { status } = await guest.post('/api/auth/register', person(), here);

    expect(status).toBe(201);
  });
});
