import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SentryServer } from '../../../support/sentry.js';

const sentry = new SentryServer();
process.env.SENTRY_DSN = await sentry.start();
const { default: UserFactory } = await import('../../../../src/database/factories/users/UserFactory.js');
const { startErrorReporting } = await import('../../../../src/drivers/reporter/index.js');
const { default: UserService } = await import('../../../../src/services/users/UserService.js');
const { flushErrorReports } = await import('../../../../src/logging/errorReporting.js');
const { logger } = await import('../../../../src/logging/logger.js');
const { as, guest } = await import('../../../support/http.js');

beforeAll(async () => {
  logger.silent = true;
  await startErrorReporting();
});

afterEach(() => {
  jest.restoreAllMocks();
  sentry.events.length = 0;
  sentry.received = '';
});

afterAll(() => sentry.stop());

describe('an error report', () => {
  it.each([
    ['an unknown URL', '/api/nowhere', 404],
    ['a missing token', '/api/me', 401],
    ['a wrong parameter', '/api/openapi.json?x=%E0%A4%A', 200],
  ])('is not sent for %s', async (_what, path, status) => {
    const response = await guest.get(path);
    await flushErrorReports();

    expect(response.status).toBe(status);
    expect(sentry.events).toEqual([]);
  });

  it('is not sent for invalid input', async () => {
    const response = await guest.post('/api/auth/login', { email: 'nobody' });
    await flushErrorReports();

    expect(response.status).toBe(422);
    expect(sentry.events).toEqual([]);
  });

  it('contains user, request id and route, but no client input', async () => {
    const admin = await UserFactory.admin().create();
    jest.spyOn(UserService, 'find').mockRejectedValueOnce(new Error('A bug'));

    const { status } = await as(admin).patch(
      `/api/users/${admin.id}`,
      { firstname: 'Typed by a client' },
      { 'X-Request-Id': 'the-request' },
    );
    await flushErrorReports();

    expect(status).toBe(500);
    expect(sentry.events).toHaveLength(1);
    expect(sentry.events[0]).toMatchObject({
      environment: 'test',
      release: expect.stringMatching(/^lumina@\d/),
      transaction: 'PATCH /api/users/:id',
      user: { id: admin.id },
      tags: { requestId: 'the-request', method: 'PATCH', route: '/api/users/:id' },
      exception: { values: [{ type: 'Error', value: 'A bug' }] },
    });
    expect(sentry.received).not.toContain('Typed by a client');
    expect(sentry.received).not.toContain(admin.email);
    expect(sentry.received).not.toMatch(/Bearer|authorization|cookie|127\.0\.0\.1/i);
  });

  it('contains no secrets of the message or its causes', async () => {
    const admin = await UserFactory.admin().create();
    const cause = new Error('connect to postgres://lumina:hunter2@db failed');
    const error = new Error('Bearer abc.def.ghi was refused', { cause });
    jest.spyOn(UserService, 'find').mockRejectedValueOnce(error);

    await as(admin).delete(`/api/users/${admin.id}`);
    await flushErrorReports();

    expect(sentry.events[0]?.exception.values).toHaveLength(2);
    expect(sentry.received).not.toMatch(/hunter2|abc\.def/);
    expect(sentry.received).toContain('[redacted]');
  });

  it('does not affect the response if the reporter is down', async () => {
    const admin = await UserFactory.admin().create();
    sentry.stop();
    jest.spyOn(UserService, 'find').mockRejectedValueOnce(new Error('A bug'));

    const { status, body } = await as(admin).delete(`/api/users/${admin.id}`);

    expect(status).toBe(500);
    expect(body.error).toBe('INTERNAL_ERROR');
    await expect(flushErrorReports()).resolves.toBeUndefined();
  });
});
