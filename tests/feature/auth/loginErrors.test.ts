import { afterEach, describe, expect, it, jest } from '@jest/globals';
import bcrypt from 'bcrypt';
import UserFactory, { FACTORY_PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import { guest } from '../../support/http.js';

const logIn = (email: string, password = FACTORY_PASSWORD) => guest.post('/api/auth/login', { email, password });

describe('a failed login', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('responds alike to a wrong password and an unknown email', async () => {
    const user = await UserFactory.create();

    const wrong = await logIn(user.email, 'not-the-password');
    const unknown = await logIn('nobody@example.com');

    expect(wrong.status).toBe(401);
    expect(wrong.body.error).toBe('INVALID_CREDENTIALS');
    expect(unknown.status).toBe(401);
    expect({ ...unknown.body, requestId: wrong.body.requestId }).toEqual(wrong.body);
  });

  it('does the same work for an unknown email as for a known one', async () => {
    await logIn('somebody@example.com');
    const compare = jest.spyOn(bcrypt, 'compare');
    const hash = jest.spyOn(bcrypt, 'hash');

    await logIn('nobody@example.com');

    expect(compare).toHaveBeenCalledTimes(1);
    expect(hash).not.toHaveBeenCalled();
  });

  it('sends a WWW-Authenticate header', async () => {
    const response = await logIn('nobody@example.com');

    expect(response.headers['www-authenticate']).toBe('Bearer');
  });

  it.each([
    ['pending', 'ACCOUNT_PENDING'],
    ['rejected', 'ACCOUNT_REJECTED'],
    ['suspended', 'ACCOUNT_SUSPENDED'],
  ] as const)('is the result for accounts that are %s', async (status, error) => {
    const user = await UserFactory.withStatus(status).create();

    const response = await logIn(user.email);

    expect(response.status).toBe(403);
    expect(response.body.error).toBe(error);
    expect(response.body).not.toHaveProperty('data');
  });

  it('reveals the state of an account only with the right password', async () => {
    const user = await UserFactory.suspended().create();

    const response = await logIn(user.email, 'not-the-password');

    expect(response.body.error).toBe('INVALID_CREDENTIALS');
  });

  it('treats deleted accounts as unknown', async () => {
    const user = await UserFactory.create();
    await user.destroy();

    const response = await logIn(user.email);

    expect(response.status).toBe(401);
    expect(response.body.error).toBe('INVALID_CREDENTIALS');
  });

  it.each([
    ['email', { password: FACTORY_PASSWORD }],
    ['password', { email: 'ada@example.com' }],
    ['email', { email: { $ne: null }, password: FACTORY_PASSWORD }],
    ['email', { email: ['ada@example.com'], password: FACTORY_PASSWORD }],
    ['password', { email: 'ada@example.com', password: { $gt: '' } }],
    ['password', { email: 'ada@example.com', password: '' }],
    ['password', { email: 'ada@example.com', password: 'x'.repeat(129) }],
    ['password', { email: 'ada@example.com', password: 'lumina\u0000123' }],
  ])('names the invalid field %s: %j', async (field, body) => {
    const response = await guest.post('/api/auth/login', body);

    expect(response.status).toBe(422);
    expect(response.body.errors).toEqual([{ field, message: expect.any(String) }]);
  });
});
