import { describe, expect, it } from '@jest/globals';

process.env.PASSWORD_POLICY = 'strict';
process.env.BCRYPT_ROUNDS = '5';

const { default: UserFactory, FACTORY_PASSWORD } =
  await import('../../../../src/database/factories/users/UserFactory.js');
const { default: bcrypt } = await import('bcrypt');
const { as, guest } = await import('../../../support/http.js');

let made = 0;

function register(password: string) {
  made += 1;
  const email = `grace.hopper${made}@example.com`;
  return guest.post('/api/auth/register', { firstname: 'Grace', lastname: 'Hopper', email, password });
}

describe('the strict password policy', () => {
  it.each([
    ['no upper case', 'quite-long-words-7'],
    ['no lower case', 'QUITE-LONG-WORDS-7'],
    ['no digit', 'Quite-Long-Words'],
    ['no special character', 'QuiteLongWords7'],
    ['too few characters', 'aB-4567'],
    ['the first name', 'My-GRACE-of-1906'],
    ['the name of the application', 'My-Lumina-of-1906'],
    ['the last name', 'A-Hopper-of-1906'],
    ['part of the email', 'Xy-hopper-77-Zz'],
    ['a common password', 'Password1!'],
    ['a common password plus a suffix', 'Qwerty123!'],
  ])('rejects a password with %s', async (_name, password) => {
    const response = await register(password);

    expect(response.status).toBe(422);
    expect(response.body.errors).toMatchObject([{ field: 'password' }]);
  });

  it('accepts a password that is hard to guess', async () => {
    const response = await register('Nine-Wet-Otters-4');

    expect(response.status).toBe(201);
  });

  it('applies to password changes too', async () => {
    const user = await UserFactory.create({ firstname: 'Grace' });

    const body = { currentPassword: FACTORY_PASSWORD, newPassword: 'Say-Grace-2-Me' };
    const response = await as(user).post('/api/auth/change-password', body);

    expect(response.body.errors).toMatchObject([{ field: 'newPassword' }]);
  });
});

describe('a hash with another cost', () => {
  it('is rehashed when its owner logs in', async () => {
    const user = await UserFactory.create({ password: await bcrypt.hash(FACTORY_PASSWORD, 4) });

    const first = await guest.post('/api/login', { email: user.email, password: FACTORY_PASSWORD });
    await user.reload();
    const second = await guest.post('/api/login', { email: user.email, password: FACTORY_PASSWORD });

    expect([first.status, second.status]).toEqual([201, 201]);
    expect(bcrypt.getRounds(user.password)).toBe(5);
  });
});
