import type { User } from '../../../../src/models/users/User.js';
import { address, as, type Client } from '../../../support/http.js';

const PATH = '/admin/queues';
const LINK_PATH = '/api/admin/queues/dashboard-link';

type Headers = Record<string, string>;

/** A request to the dashboard; redirects are not followed. */
export function request(path: string, headers: Headers = {}, method = 'GET'): Promise<Response> {
  return fetch(`${address()}${PATH}${path}`, { method, headers, redirect: 'manual' });
}

export async function createToken(client: Client): Promise<string> {
  const { body } = await client.post(LINK_PATH);
  return new URL(body.data.url as string).searchParams.get('token') ?? '';
}

/** The cookie header of a browser that opened the dashboard with a link. */
export async function openDashboard(client: Client, headers: Headers = {}): Promise<Headers> {
  const response = await request(`?token=${await createToken(client)}`, headers);
  return { Cookie: response.headers.getSetCookie().join().split(';')[0] ?? '', ...headers };
}

/** Requests as this administrator, who opened the dashboard with a link. */
export async function browserOf(admin: User) {
  const headers = await openDashboard(as(admin));
  return (path: string, method = 'GET') => request(path, headers, method);
}
