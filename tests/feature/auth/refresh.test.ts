import { afterEach, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { clock } from '../../../src/utils/clock.js';
import { withToken, guest } from '../../support/http.js';
import { signInDevice } from '../../support/tokens.js';

const AFTER_THE_GRACE = 11;
const WITHIN_THE_GRACE = 5;
const DAY = 86_400;

const refresh = (refreshToken: unknown) => guest.post('/api/auth/refresh', { refreshToken });

async function device() {
  const user = await UserFactory.create();
  return { user, ...(await signInDevice(user)) };
}

describe('a refresh token', () => {
  afterEach(() => clock.reset());

  it('gives a new pair of tokens, which work', async () => {
    const { user, refreshToken } = await device();

    const response = await refresh(refreshToken);

    const { data } = response.body;
    expect(response.status).toBe(200);
    expect(data.user.id).toBe(user.id);
    expect(data.refreshToken).not.toBe(refreshToken);
    expect(data.token).toBe(data.accessToken);
    expect((await withToken(data.accessToken).get('/api/me')).status).toBe(200);
    expect((await refresh(data.refreshToken)).status).toBe(200);
  });

  it('works for no longer than a session may live, however often it is refreshed', async () => {
    let { refreshToken } = await device();
    for (let week = 0; week < 4; week += 1) {
      clock.travel(7 * DAY - 1);
      refreshToken = (await refresh(refreshToken)).body.data.refreshToken as string;
    }
    clock.travel(3 * DAY);

    const response = await refresh(refreshToken);

    expect(response.status).toBe(401);
  });

  it('gives the same successor to a client that lost the answer', async () => {
    const { refreshToken } = await device();
    const first = await refresh(refreshToken);
    clock.travel(WITHIN_THE_GRACE);

    const second = await refresh(refreshToken);

    expect(second.status).toBe(200);
    expect(second.body.data.refreshToken).toBe(first.body.data.refreshToken);
  });

  it('ends its session when it is used again after the grace', async () => {
    const { refreshToken, accessToken } = await device();
    const { refreshToken: successor } = (await refresh(refreshToken)).body.data;
    clock.travel(AFTER_THE_GRACE);

    const response = await refresh(refreshToken);

    expect(response.body.error).toBe('INVALID_TOKEN');
    expect((await refresh(successor)).status).toBe(401);
    expect((await withToken(accessToken).get('/api/me')).status).toBe(401);
  });

  it('ends its session when its successor was used before it', async () => {
    const { refreshToken } = await device();
    const { refreshToken: second } = (await refresh(refreshToken)).body.data;
    const third = (await refresh(second)).body.data;

    const response = await refresh(refreshToken);

    expect(response.status).toBe(401);
    expect((await refresh(third.refreshToken)).status).toBe(401);
    expect((await withToken(third.accessToken).get('/api/me')).status).toBe(401);
  });

  it('ends no other session by its reuse', async () => {
    const { user, refreshToken } = await device();
    const other = await signInDevice(user);
    await refresh(refreshToken);
    clock.travel(AFTER_THE_GRACE);

    await refresh(refreshToken);

    expect((await withToken(other.accessToken).get('/api/me')).status).toBe(200);
    expect((await refresh(other.refreshToken)).status).toBe(200);
  });

  it('is good for a week, and its successor for another', async () => {
    const { refreshToken } = await device();

    clock.travel(6 * DAY);
    const { data } = (await refresh(refreshToken)).body;
    clock.travel(6 * DAY);
    const inTime = await refresh(data.refreshToken);
    clock.travel(8 * DAY);
    const late = await refresh(inTime.body.data.refreshToken);

    expect(inTime.status).toBe(200);
    expect(late.status).toBe(401);
  });

  it('needs no access token beside it, and minds none that has expired', async () => {
    const { accessToken, refreshToken } = await device();
    clock.travel(DAY);

    const response = await withToken(accessToken).post('/api/auth/refresh', { refreshToken });

    expect(response.status).toBe(200);
  });
});
