import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { User } from '../../../src/models/users/User.js';
import { logger } from '../../../src/logging/logger.js';
import { address, guest } from '../../support/http.js';

const BROWSER = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const PROBLEM = { Accept: 'application/problem+json' };

describe('an API error', () => {
  it('has one format', async () => {
    const response = await guest.get('/api/me', { 'X-Request-Id': 'shape-1' });

    expect(response.status).toBe(401);
    expect(response.body).toEqual({
      success: false,
      message: 'Authentication is required',
      code: 401,
      error: 'UNAUTHORIZED',
      errors: null,
      requestId: 'shape-1',
    });
    expect(response.headers['www-authenticate']).toBe('Bearer');
  });

  it('names every invalid field', async () => {
    const response = await guest.post('/api/auth/register', { email: 'no-email', password: 'short' });

    expect(response.status).toBe(422);
    expect(response.body.message).toBe('Validation Failed');
    const named = response.body.errors.map(({ field }: { field: string }) => field);
    expect(named.sort()).toEqual(['email', 'firstname', 'lastname', 'password']);
  });

  it('has the format of RFC 9457 if the client accepts it', async () => {
    const response = await guest.post('/api/login?from=test', {}, { ...PROBLEM, 'X-Request-Id': 'shape-2' });

    expect(response.type).toBe('application/problem+json');
    expect(response.body).toEqual({
      type: 'about:blank',
      title: 'Unprocessable Entity',
      status: 422,
      detail: 'Validation Failed',
      instance: '/api/login?from=test',
      code: 'VALIDATION_ERROR',
      errors: [
        { field: 'email', message: 'This field is required' },
        { field: 'password', message: 'This field is required' },
      ],
      requestId: 'shape-2',
    });
  });

  it.each(['/api/me', '/api/nowhere', '/api/v1/me', '/api', '/api?x=1'])(
    'is JSON at %s even for a browser',
    async (path) => {
      const response = await fetch(address() + path, { headers: BROWSER });

      expect(response.headers.get('content-type')).toContain('application/json');
    },
  );
});

describe('a page error', () => {
  it('is a page for browsers, with the request id', async () => {
    const response = await guest.get('/nowhere', { ...BROWSER, 'X-Request-Id': 'page-1' });

    expect(response.status).toBe(404);
    expect(response.type).toBe('text/html');
    expect(response.text).toContain('404');
    expect(response.text).toContain('page-1');
  });

  it.each([undefined, '*/*', 'application/json', 'text/plain'])(
    'is JSON for a client that accepts %s',
    async (accept) => {
      const response = await guest.get('/nowhere', accept ? { Accept: accept } : {});

      expect(response.status).toBe(404);
      expect(response.body.error).toBe('NOT_FOUND');
    },
  );

  it.each(['/<script>alert(1)</script>', '/%3Cscript%3Ealert(1)%3C/script%3E', '/apifake?x=<script>'])(
    'does not reveal the URL %s',
    async (path) => {
      const response = await guest.get(path, BROWSER);

      expect(response.status).toBe(404);
      expect(response.text).not.toMatch(/<script>|alert\(1\)/);
    },
  );

  it.each(['PATCH<b>', '"><script>'])('escapes client input: %s', async (id) => {
    const response = await guest.get('/nowhere', { ...BROWSER, 'X-Request-Id': id });

    expect(response.text).not.toContain(id);
  });
});

describe('an unexpected error', () => {
  beforeAll(() => void (logger.silent = true));
  afterEach(() => void jest.restoreAllMocks());

  it.each([
    ['an error', new Error('password=hunter2 at 10.0.0.5')],
    ['an error that claims a status', Object.assign(new Error('hunter2'), { status: 200 })],
    ['an error with a status of its own', Object.assign(new Error('hunter2'), { status: 502 })],
    ['text', 'hunter2'],
    ['nothing', undefined],
    ['an object', { hunter2: true }],
  ])('has a generic message: %s', async (_name, thrown) => {
    jest.spyOn(User, 'findOne').mockRejectedValueOnce(thrown);

    const response = await guest.post('/api/login', { email: 'ada@example.com', password: 'x' });

    // Express treats a rejection without a reason as an error too.
    expect(response.status).toBe(500);
    expect(response.body).toMatchObject({ message: 'Internal server error', error: 'INTERNAL_ERROR' });
    expect(response.text).not.toContain('hunter2');
    expect(response.body).not.toHaveProperty('stack');
  });
});
