import { beforeAll, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import type { User } from '../../../src/models/users/User.js';
import { as, type Client } from '../../support/http.js';

let admin: Client;
let user: User;

beforeAll(async () => {
  admin = as(await UserFactory.admin().create());
  user = await UserFactory.create({ avatar: '/uploads/avatar-1.png' });
});

async function selectFields(fields: string, more = ''): Promise<unknown> {
  const response = await admin.get(`/api/users?search=${user.email}&fields=${fields}${more}`);
  expect(response.status).toBe(200);
  return response.body.data.data[0];
}

describe('the fields of a list', () => {
  it('are limited to the requested ones', async () => {
    const answer = await selectFields('email,role');

    expect(answer).toEqual({ email: user.email, role: 'user' });
  });

  it('need not include the sort column', async () => {
    const answer = await selectFields('lastname', '&sort=firstname');

    expect(answer).toEqual({ lastname: user.lastname });
  });

  it('may be repeated and separated by spaces', async () => {
    const answer = await selectFields('id,%20email,id');

    expect(answer).toEqual({ id: user.id, email: user.email });
  });

  it('may be computed', async () => {
    const answer = await selectFields('avatar');

    expect(answer).toEqual({ avatar: expect.stringMatching(/^http.+\/uploads\/avatar-1\.png$/) });
  });

  it('work with cursors', async () => {
    const answer = await selectFields('lastname', '&sort=-email&cursor=');

    expect(answer).toEqual({ lastname: user.lastname });
  });
});
