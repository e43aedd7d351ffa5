import { describe, expect, it } from '@jest/globals';

process.env.RATE_LIMIT_AUTH = '5/1h';
process.env.RATE_LIMIT_REFRESH = '3/1h';
const { default: UserFactory, FACTORY_PASSWORD } = await import('../../../src/database/factories/users/UserFactory.js');
const { as, guest } = await import('../../support/http.js');

const LOGIN = '/api/login';

function logIn(email: unknown, password = 'wrong-password') {
  return guest.post(LOGIN, { email, password });
}

async function exhaust(email: string): Promise<void> {
  await Promise.all(Array.from({ length: 5 }, () => logIn(email)));
}

describe('login attempts', () => {
  it('are limited per email, exactly, also when concurrent', async () => {
    const responses = await Promise.all(Array.from({ length: 50 }, () => logIn('burst@example.com')));

    expect(responses.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(responses.filter(({ status }) => status === 429)).toHaveLength(45);
  });

  it('are rejected over the limit even with the right password', async () => {
    const user = await UserFactory.create();
    await exhaust(user.email);

    const response = await logIn(user.email, FACTORY_PASSWORD);

    expect(response.status).toBe(429);
    expect(response.headers['retry-after']).toBe(String(response.body.retryAfter));
  });

  it('count wrong current passwords per user, but no other changes', async () => {
    const user = as(await UserFactory.create());
    const change = { email: 'new@example.com', currentPassword: 'wrong-password' };

    const responses = await Promise.all(Array.from({ length: 8 }, () => user.patch('/api/me', change)));
    const harmless = await user.patch('/api/me', { firstname: 'Ada' });

    expect(responses.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(responses.filter(({ status }) => status === 429)).toHaveLength(3);
    expect(harmless.status).toBe(200);
  });

  it('are counted separately for another email', async () => {
    const user = await UserFactory.create();
    await exhaust('someone@example.com');

    const response = await logIn(user.email, FACTORY_PASSWORD);

    expect(response.status).toBe(201);
  });

  it.each(['SPELLED@example.com', '  spelled@example.com ', 'Spelled@Example.COM', '\tspelled@example.com\n'])(
    'share a count for every spelling of an email: %j',
    async (spelling) => {
      await exhaust('spelled@example.com');

      const response = await logIn(spelling);

      expect(response.status).toBe(429);
    },
  );

  it('share a count across all login routes', async () => {
    await exhaust('ways@example.com');
    const person = { firstname: 'Ada', lastname: 'L', email: 'ways@example.com', password: 'long enough' };

    const responses = await Promise.all(
      ['/api/auth/login', '/api/auth/register', '/api/auth/signup', '/api/users'].map((path) =>
        guest.post(path, person),
      ),
    );

    expect(responses.map(({ status }) => status)).toEqual([429, 429, 429, 429]);
  });

  it('are counted for form bodies', async () => {
    await exhaust('form@example.com');

    const response = await guest.build('post', LOGIN, (test) =>
      test.type('form').send('email=FORM%40example.com&password=x'),
    );

    expect(response.status).toBe(429);
  });

  it.each([
    ['a list', ['a@example.com']],
    ['an object', { toLowerCase: 1 }],
    ['a number', 5],
    ['nothing', null],
  ])('with %s as email share one count and cause no error', async (_name, email) => {
    const responses = await Promise.all(Array.from({ length: 6 }, () => logIn(email)));

    expect(responses.map(({ status }) => status)).toContain(429);
    expect(responses.every(({ status }) => status === 422 || status === 429)).toBe(true);
  });

  it('report the remaining attempts', async () => {
    const response = await logIn('left@example.com');

    expect(response.headers).toMatchObject({ 'ratelimit-limit': '5', 'ratelimit-remaining': '4' });
  });
});

describe('token refreshes', () => {
  it('are limited exactly per IP address', async () => {
    const responses = await Promise.all(
      Array.from({ length: 30 }, (_, index) => guest.post('/api/auth/refresh', { refreshToken: `nonsense-${index}` })),
    );

    expect(responses.filter(({ status }) => status === 401)).toHaveLength(3);
    expect(responses.filter(({ status }) => status === 429)).toHaveLength(27);
  });
});
