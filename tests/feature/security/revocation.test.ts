import { describe, expect, it, jest } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import SessionService from '../../../src/services/auth/SessionService.js';
import { withToken, guest } from '../../support/http.js';
import { signInDevice } from '../../support/tokens.js';

jest.setTimeout(120_000);

const ROUNDS = 200;

const refresh = (refreshToken: string) => guest.post('/api/auth/refresh', { refreshToken });

/** Tests if any token of the thief still opens the account. */
async function isAccepted(tokens: { refreshToken: string; accessToken: string }): Promise<boolean> {
  const { status } = await withToken(tokens.accessToken).get('/api/me');
  const refreshed = await refresh(tokens.refreshToken);
  return status !== 401 || refreshed.status !== 401;
}

describe('a refresh during a revocation', () => {
  it(`leaves no valid token in ${ROUNDS} rounds`, async () => {
    const user = await UserFactory.create();
    let survivors = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const { session, refreshToken, accessToken } = await signInDevice(user);

      const [refreshed] = await Promise.all([refresh(refreshToken), SessionService.revokeForUser(user, session.id)]);

      const held = refreshed.status === 200 ? refreshed.body.data : { refreshToken, accessToken };
      if (await isAccepted(held)) survivors += 1;
    }

    expect(survivors).toBe(0);
  });
});
