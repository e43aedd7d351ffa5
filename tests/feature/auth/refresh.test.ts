import { afterEach, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { clock } from '../../../src/utils/clock.js';
import { withToken, guest } from '../../support/http.js';
import { signInDevice } from '../../support/tokens.js';

const AFTER_GRACE = 11;
const WITHIN_GRACE = 5;
const DAY = 86_400;

const refresh = (refreshToken: unknown) => guest.post('/api/auth/refresh', { refreshToken });

async function createDevice() {
  const user = await UserFactory.create();
  return { user, ...(await signInDevice(user)) };
}

describe('a refresh token', () => {
  afterEach(() => clock.reset());

  it('returns a working pair of tokens', async () => {
    const { user, refreshToken } = await createDevice();

    const response = await refresh(refreshToken);

    const { data } = response.body;
    expect(response.status).toBe(200);
    expect(data.user.id).toBe(user.id);
    expect(data.refreshToken).not.toBe(refreshToken);
    expect(data.token).toBe(data.accessToken);
    expect((await withToken(data.accessToken).get('/api/me')).status).toBe(200);
    expect((await refresh(data.refreshToken)).status).toBe(200);
  });

  it('never outlives the maximum lifetime of its session', async () => {
    let { refreshToken } = await createDevice();
    for (let week = 0; week < 4; week += 1) {
      clock.travel(7 * DAY - 1);
      refreshToken = (await refresh(refreshToken)).body.data.refreshToken as string;
    }
    clock.travel(3 * DAY);

    const response = await refresh(refreshToken);

    expect(response.status).toBe(401);
  });

  it('returns the same successor to a client that lost the response', async () => {
    const { refreshToken } = await createDevice();
    const first = await refresh(refreshToken);
    clock.travel(WITHIN_GRACE);

    const second = await refresh(refreshToken);

    expect(second.status).toBe(200);
    expect(second.body.data.refreshToken).toBe(first.body.data.refreshToken);
  });

  it('revokes its session when it is reused after the grace period', async () => {
    const { refreshToken, accessToken } = await createDevice();
    const { refreshToken: successor } = (await refresh(refreshToken)).body.data;
    clock.travel(AFTER_GRACE);

    const response = await refresh(refreshToken);

    expect(response.body.error).toBe('INVALID_TOKEN');
    expect((await refresh(successor)).status).toBe(401);
    expect((await withToken(accessToken).get('/api/me')).status).toBe(401);
  });

  it('revokes its session when it is reused after its successor', async () => {
    const { refreshToken } = await createDevice();
    const { refreshToken: second } = (await refresh(refreshToken)).body.data;
    const third = (await refresh(second)).body.data;

    const response = await refresh(refreshToken);

    expect(response.status).toBe(401);
    expect((await refresh(third.refreshToken)).status).toBe(401);
    expect((await withToken(third.accessToken).get('/api/me')).status).toBe(401);
  });

  it('revokes no other session when it is reused', async () => {
    const { user, refreshToken } = await createDevice();
    const other = await signInDevice(user);
    await refresh(refreshToken);
    clock.travel(AFTER_GRACE);

    await refresh(refreshToken);

    expect((await withToken(other.accessToken).get('/api/me')).status).toBe(200);
    expect((await refresh(other.refreshToken)).status).toBe(200);
  });

  it('lasts a week, and its successor another week', async () => {
    const { refreshToken } = await createDevice();

    clock.travel(6 * DAY);
    const { data } = (await refresh(refreshToken)).body;
    clock.travel(6 * DAY);
    const inTime = await refresh(data.refreshToken);
    clock.travel(8 * DAY);
    const late = await refresh(inTime.body.data.refreshToken);

    expect(inTime.status).toBe(200);
    expect(late.status).toBe(401);
  });

  it('works without an access token or with an expired one', async () => {
    const { accessToken, refreshToken } = await createDevice();
    clock.travel(DAY);

    const response = await withToken(accessToken).post('/api/auth/refresh', { refreshToken });

    expect(response.status).toBe(200);
  });
});
