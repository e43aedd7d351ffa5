import { describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { Session } from '../../../src/models/auth/Session.js';
import type { User } from '../../../src/models/users/User.js';
import { withToken, guest } from '../../support/http.js';
import { type Device, signInDevice } from '../../support/tokens.js';

const refresh = (refreshToken: string) => guest.post('/api/auth/refresh', { refreshToken });
const logOut = (accessToken: string) => withToken(accessToken).post('/api/auth/logout');

function signInDevices(user: User, count: number): Promise<Device[]> {
  return Promise.all(Array.from({ length: count }, () => signInDevice(user)));
}

describe('concurrent requests', () => {
  it('fifty refreshes with one token create one successor', async () => {
    const { refreshToken } = await signInDevice(await UserFactory.create());

    const responses = await Promise.all(Array.from({ length: 50 }, () => refresh(refreshToken)));

    const successors = new Set(responses.map(({ body }) => body.data.refreshToken));
    expect(responses.every(({ status }) => status === 200)).toBe(true);
    expect(successors.size).toBe(1);
    expect((await refresh([...successors].join())).status).toBe(200);
  });

  it('fifty refreshes with an old token end the session', async () => {
    const { refreshToken } = await signInDevice(await UserFactory.create());
    const second = (await refresh(refreshToken)).body.data;
    const third = (await refresh(second.refreshToken)).body.data;

    const responses = await Promise.all(Array.from({ length: 50 }, () => refresh(refreshToken)));

    expect(responses.every(({ status }) => status === 401)).toBe(true);
    expect((await refresh(third.refreshToken)).status).toBe(401);
  });

  it('a logout wins over a refresh', async () => {
    const user = await UserFactory.create();
    const devices = await signInDevices(user, 50);

    const pairs = devices.map(({ accessToken, refreshToken }, index) => {
      const requests = [() => refresh(refreshToken), () => logOut(accessToken)];
      if (index % 2 === 0) requests.reverse();
      return Promise.all(requests.map((send) => send()));
    });
    const responses = (await Promise.all(pairs)).flat();

    const successors = responses.flatMap(({ body }) => body.data?.refreshToken ?? []);
    const survivors = await Promise.all(successors.map((token: string) => refresh(token)));
    expect(survivors.every(({ status }) => status === 401)).toBe(true);
    expect(await Session.count({ where: { userId: user.id, revokedAt: null } })).toBe(0);
  });

  it('a logout everywhere wins over refreshes', async () => {
    const user = await UserFactory.create();
    const [first, ...others] = await signInDevices(user, 20);

    const refreshes = others.map(({ refreshToken }) => refresh(refreshToken));
    await withToken(first?.accessToken ?? '').post('/api/auth/logout-all');
    await Promise.all(refreshes);

    expect(await Session.count({ where: { userId: user.id, revokedAt: null } })).toBe(0);
  });

  it('two logouts from one session do no harm', async () => {
    const devices = await signInDevices(await UserFactory.create(), 10);

    const responses = await Promise.all(
      devices.flatMap(({ accessToken }) => [logOut(accessToken), logOut(accessToken)]),
    );

    expect(responses.every(({ status }) => status === 200 || status === 401)).toBe(true);
    expect(responses.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(devices.length);
  });
});
