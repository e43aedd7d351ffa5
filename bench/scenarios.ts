export interface Scenario {
  name: string;
  method: 'GET' | 'POST';
  path: string;
  /** Sent with the administrator's access token. */
  isSignedIn: boolean;
  body?: string;
  status: number;
  /** Maximum ratio of CPU per request to the baseline. */
  goal: number;
}

export const scenarios: readonly Scenario[] = [
  { name: 'status', method: 'GET', path: '/status', isSignedIn: false, status: 200, goal: 5 },
  { name: 'me', method: 'GET', path: '/api/me', isSignedIn: true, status: 200, goal: 4 },
  { name: 'users', method: 'GET', path: '/api/users?page=3', isSignedIn: true, status: 200, goal: 3 },
  {
    name: 'invalid',
    method: 'POST',
    path: '/api/users',
    isSignedIn: false,
    body: JSON.stringify({ firstname: ' ', email: 'nobody', password: 'short' }),
    status: 422,
    goal: 6,
  },
  { name: 'missing', method: 'GET', path: '/api/nope', isSignedIn: false, status: 404, goal: 6 },
];

export function buildHeaders({ isSignedIn, body }: Scenario, token: string): Record<string, string> {
  return {
    ...(isSignedIn && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
}
