import { describe, expect, it } from '@jest/globals';
import { until } from '../../support/processes.js';
import { newDatabase, Project } from '../../support/project.js';

interface Entry {
  action: string;
  ip: string;
  requestId: string;
  subjectType: string;
}

const project = new Project();
const ADMIN = { email: 'admin@lumina.com', password: 'lumina123' };

describe('the audit log of a server with the database queue', () => {
  it('contains the entry with IP address and request id once a worker processed it', async () => {
    const { url } = await project.serve(newDatabase(), '--seed');
    const headers = { 'Content-Type': 'application/json', 'X-Request-Id': 'the-login' };
    const login = await fetch(`${url}/api/auth/login`, { method: 'POST', headers, body: JSON.stringify(ADMIN) });
    const { data } = (await login.json()) as { data: { accessToken: string } };
    const list = async (): Promise<Entry[]> => {
      const response = await fetch(`${url}/api/admin/audit-logs?filter[requestId]=the-login`, {
        headers: { Authorization: `Bearer ${data.accessToken}` },
      });
      const { data: page } = (await response.json()) as { data: { data: Entry[] } };
      return page.data;
    };

    await until(async () => (await list()).length > 0, 'the entry');

    const entries = await list();
    expect(entries).toEqual([
      expect.objectContaining({
        action: 'auth.login',
        subjectType: 'Session',
        ip: '127.0.0.1',
        requestId: 'the-login',
      }),
    ]);
  });
});
