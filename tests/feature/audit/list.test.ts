import { beforeAll, describe, expect, it } from '@jest/globals';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { AuditLog } from '../../../src/audit/AuditLog.js';
import type { Role, User } from '../../../src/models/users/User.js';
import { as, guest } from '../../support/http.js';

const PATH = '/api/admin/audit-logs';
const NOTHING = { actorId: null, subjectType: null, subjectId: null, before: null, after: null, ip: null };

let admin: User;

async function createEntry(number: number, values: Partial<AuditLog> = {}): Promise<void> {
  const createdAt = new Date(Date.UTC(2026, 0, number, 12));
  const entry = { ...NOTHING, jobId: `job-${number}`, action: 'test.noted', requestId: `request-${number}`, createdAt };
  await AuditLog.create({ ...entry, ...values });
}

async function listRequestIds(query: string): Promise<unknown[]> {
  const { body, status } = await as(admin).get(`${PATH}?${query}`);
  expect(status).toBe(200);
  return (body.data.data as { requestId: unknown }[]).map(({ requestId }) => requestId);
}

beforeAll(async () => {
  admin = await UserFactory.admin().create();
  await createEntry(1, { actorId: 7_001, action: 'user.updated', subjectType: 'User', subjectId: '42' });
  await createEntry(2, { actorId: 7_001, action: 'user.deleted', subjectType: 'User', subjectId: '43' });
  await createEntry(3, { actorId: 7_002, action: 'queue.retried', subjectType: 'Queue', subjectId: 'mail' });
  await createEntry(4, { before: '{"role":"user"}', after: '{"role":"admin"}', ip: '203.0.113.7' });
});

describe('the audit log', () => {
  it('is denied to guests', async () => {
    const { status } = await guest.get(PATH);

    expect(status).toBe(401);
  });

  it.each<Role>(['manager', 'moderator', 'seller', 'user'])('is denied to a %s', async (role) => {
    const user = await UserFactory.withRole(role).create();

    const { status } = await as(user).get(PATH);

    expect(status).toBe(403);
  });

  it.each([
    ['filter[actorId]=me', 'filter[actorId]'],
    ['filter[actorId]=0', 'filter[actorId]'],
    ['filter[subjectId]=', 'filter[subjectId]'],
    ['filter[password]=x', 'filter[password]'],
    [`filter[requestId]=${'x'.repeat(129)}`, 'filter[requestId]'],
    ['dateFrom=yesterday', 'dateFrom'],
    ['dateFrom=2026-02-01&dateTo=2026-01-01', 'dateTo'],
    ['sort=after', 'sort'],
    ['search=x', 'search'],
    ['cursor=x', 'cursor'],
    ['fields=jobId', 'fields'],
  ])('rejects %s', async (query, field) => {
    const { status, body } = await as(admin).get(`${PATH}?${query}`);

    expect(status).toBe(422);
    expect(body.errors).toEqual([expect.objectContaining({ field })]);
  });

  it.each(['post', 'patch', 'delete'] as const)('is read-only: %s', async (method) => {
    const { status } = await as(admin)[method](PATH);

    expect(status).toBe(405);
  });

  it('lists the newest entries first', async () => {
    expect(await listRequestIds('')).toEqual(['request-4', 'request-3', 'request-2', 'request-1']);
  });

  it.each([
    ['filter[actorId]=7001', ['request-2', 'request-1']],
    ['filter[action]=user.deleted', ['request-2']],
    ['filter[subjectType]=User', ['request-2', 'request-1']],
    ['filter[subjectType]=User&filter[subjectId]=42', ['request-1']],
    ['filter[subjectId]=mail', ['request-3']],
    ['filter[requestId]=request-3', ['request-3']],
    ['filter[actorId]=1&filter[action]=user.deleted', []],
    ['dateFrom=2026-01-02&dateTo=2026-01-03', ['request-3', 'request-2']],
    ['dateFrom=2026-01-03T12:00:00.001Z', ['request-4']],
  ])('filters by %s', async (query, expected) => {
    expect(await listRequestIds(query)).toEqual(expected);
  });

  it('supports page and cursor pagination', async () => {
    const { body } = await as(admin).get(`${PATH}?cursor=&limit=3`);

    expect(await listRequestIds('page=2&limit=3')).toEqual(['request-1']);
    expect(await listRequestIds(`limit=3&cursor=${body.data.meta.next_cursor}`)).toEqual(['request-1']);
  });

  it('shows the changes and the client of an entry', async () => {
    const { body } = await as(admin).get(`${PATH}?limit=1`);

    expect(body.data.data).toEqual([
      {
        id: expect.any(Number),
        actorId: null,
        action: 'test.noted',
        subjectType: null,
        subjectId: null,
        before: { role: 'user' },
        after: { role: 'admin' },
        ip: '203.0.113.7',
        requestId: 'request-4',
        createdAt: '2026-01-04T12:00:00.000Z',
      },
    ]);
  });

  it('returns only the requested fields', async () => {
    const { body } = await as(admin).get(`${PATH}?limit=1&fields=action,after`);

    expect(body.data.data).toEqual([{ action: 'test.noted', after: { role: 'admin' } }]);
  });
});
