import { ask } from './ask.js';

/** The account for requests that require authentication. */
export const ADMIN = { email: 'admin@bench.lumina.test', password: 'a password for the benchmark' };

function parseToken(body: unknown): string {
  const { data } = body as { data?: { accessToken?: unknown } };
  if (typeof data?.accessToken !== 'string') throw new Error(`The login failed: ${JSON.stringify(body)}`);
  return data.accessToken;
}

/** Logs in and returns an access token. */
export async function logIn(url: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const { body } = await ask(`${url}/api/auth/login`, { method: 'POST', headers, body: JSON.stringify(ADMIN) });
  return parseToken(body);
}
