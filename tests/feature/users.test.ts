import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../src/database/factories/UserFactory.js';
import { as, guest } from '../support/http.js';

describe('users', () => {
  it('are listed for administrators, a page at a time', async () => {
    const admin = await UserFactory.admin().create();
    await UserFactory.createMany(3);

    const response = await as(admin).get('/api/users?limit=2');

    expect(response.status).toBe(200);
    expect(response.body.data.meta).toEqual({ total: 4, per_page: 2, current_page: 1, last_page: 2, from: 1, to: 2 });
  });

  it('are not listed for strangers', async () => {
    const response = await guest.get('/api/users');

    expect(response.status).toBe(401);
  });
});
