import { describe, expect, it } from '@jest/globals';
import SessionFactory from '../../../src/database/factories/auth/SessionFactory.js';
import UserFactory, { FACTORY_PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import { as, withToken, guest } from '../../support/http.js';
import { signInDevice } from '../../support/tokens.js';

const PATH = '/api/auth/sessions';

const refresh = (refreshToken: string) => guest.post('/api/auth/refresh', { refreshToken });

describe('sessions', () => {
  it.each(['0', '-1', '1.5', 'abc', '1e3', '99999999999999999999'])('reject the id %j', async (id) => {
    const user = await UserFactory.create();

    const response = await as(user).delete(`${PATH}/${id}`);

    expect(response.status).toBe(422);
    expect(response.body.errors[0].field).toBe('id');
  });

  it('of other users cannot be told from unknown sessions', async () => {
    const theirs = await SessionFactory.create();
    const client = as(await UserFactory.admin().create());

    const foreign = await client.delete(`${PATH}/${theirs.id}`);
    const unknown = await client.delete(`${PATH}/9007199254740991`);

    await theirs.reload();
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(foreign.body.message).toBe(unknown.body.message);
    expect(theirs.revokedAt).toBeNull();
  });

  it.each(['revoked', 'expired'] as const)('that are %s cannot be revoked', async (state) => {
    const user = await UserFactory.create();
    const session = await SessionFactory.for(user)[state]().create();

    const response = await as(user).delete(`${PATH}/${session.id}`);

    expect(response.status).toBe(404);
  });

  it('end immediately when their owner revokes them', async () => {
    const user = await UserFactory.create();
    const lost = await signInDevice(user);
    const client = as(user);

    const response = await client.delete(`${PATH}/${lost.session.id}`);

    expect(response.status).toBe(200);
    expect((await withToken(lost.accessToken).get('/api/me')).status).toBe(401);
    expect((await refresh(lost.refreshToken)).status).toBe(401);
    expect((await client.get('/api/me')).status).toBe(200);
  });

  it('include the current session, which can be revoked too', async () => {
    const { session, accessToken } = await signInDevice(await UserFactory.create());

    const response = await withToken(accessToken).delete(`${PATH}/${session.id}`);

    expect(response.status).toBe(200);
    expect((await withToken(accessToken).get('/api/me')).status).toBe(401);
  });

  it('are listed while they are active, to their owner only', async () => {
    const user = await UserFactory.create();
    await SessionFactory.for(user).expired().create();
    await SessionFactory.for(user).revoked().create();
    await SessionFactory.create();
    const other = await signInDevice(user);
    const current = await signInDevice(user);

    const response = await withToken(current.accessToken).get(PATH);

    const listed = response.body.data.map(({ id, current }: { id: number; current: boolean }) => [id, current]);
    expect(listed).toEqual([
      [current.session.id, true],
      [other.session.id, false],
    ]);
  });

  it('show the device and IP address of their login, but no secrets', async () => {
    const { email } = await UserFactory.create();
    const login = await guest.post('/api/login', { email, password: FACTORY_PASSWORD }, { 'User-Agent': 'curl/8.5.0' });

    const response = await withToken(login.body.data.token).get(PATH);

    const [session] = response.body.data;
    expect(session).toMatchObject({ device: 'curl/8.5.0', ip: '127.0.0.1', current: true });
    expect(response.text).not.toMatch(/hash/i);
  });

  it('truncate a long device name', async () => {
    const { email } = await UserFactory.create();
    const login = await guest.post(
      '/api/login',
      { email, password: FACTORY_PASSWORD },
      { 'User-Agent': 'x'.repeat(2000) },
    );

    const response = await withToken(login.body.data.token).get(PATH);

    expect(response.body.data[0].device).toBe('x'.repeat(255));
  });

  it('keep their id after a refresh', async () => {
    const { session, refreshToken } = await signInDevice(await UserFactory.create());
    const { accessToken } = (await refresh(refreshToken)).body.data;

    const response = await withToken(accessToken).get(PATH);

    expect(response.body.data).toHaveLength(1);
    expect(response.body.data[0]).toMatchObject({ id: session.id, current: true });
  });
});

describe('logout', () => {
  it('ends only the current session, immediately', async () => {
    const user = await UserFactory.create();
    const [here, there] = [await signInDevice(user), await signInDevice(user)];

    const response = await withToken(here.accessToken).post('/api/auth/logout');

    expect(response.status).toBe(200);
    expect((await withToken(here.accessToken).get('/api/me')).status).toBe(401);
    expect((await refresh(here.refreshToken)).status).toBe(401);
    expect((await withToken(there.accessToken).get('/api/me')).status).toBe(200);
  });

  it('everywhere ends all sessions of the user and of no other user', async () => {
    const user = await UserFactory.create();
    const [here, there] = [await signInDevice(user), await signInDevice(user)];
    const stranger = as(await UserFactory.create());

    const response = await withToken(here.accessToken).post('/api/auth/logout-all');

    expect(response.status).toBe(200);
    expect((await withToken(here.accessToken).get('/api/me')).status).toBe(401);
    expect((await withToken(there.accessToken).get('/api/me')).status).toBe(401);
    expect((await refresh(there.refreshToken)).status).toBe(401);
    expect((await stranger.get('/api/me')).status).toBe(200);
  });
});
