import { describe, expect, it } from '@jest/globals';
import { redact, REDACTED, redactText } from '../../../src/logging/redact.js';

const API_KEY = `lum_1_b7Qk0yZa${'a-Z_0'.repeat(12)}`;
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJpZCI6MX0.c2lnbmF0dXJl';

/** Typed loosely, because the contents of a log record are unknown. */
function redactValue(value: unknown): Record<string, unknown> {
  return redact({ value }).value as Record<string, unknown>;
}

describe('redact', () => {
  it.each([
    'password',
    'newPassword',
    'passwd',
    'passphrase',
    'token',
    'accessToken',
    'refresh_token',
    'clientSecret',
    'authorization',
    'Cookie',
    'set-cookie',
    'apiKey',
    'api_key',
    'privateKey',
    'signature',
    'code',
    'otp',
    'recoveryCodes',
    'X-Bypass-Maintenance',
  ])('hides fields called %s', (key) => {
    expect(redact({ [key]: 'hunter2' })).toEqual({ [key]: REDACTED });
  });

  it.each(['pass%77ord', 't%6fken', 'jwt', 'refresh', 'pwd', 'auth'])('hides the query parameter %s', (name) => {
    expect(redactText(`/x?${name}=SEKRET&page=2`)).toBe(`/x?${name}=${REDACTED}&page=2`);
  });

  it('hides the password of a URL', () => {
    expect(redactText('postgres://ada:s3cret@db:5432/lumina')).toBe(`postgres://ada:${REDACTED}@db:5432/lumina`);
  });

  it('hides sensitive fields at any depth and of any type', () => {
    const record = { a: [{ b: { headers: { authorization: ['x'], token: { nested: 1 } } } }], name: 'Ada' };

    const clean = redact(record);

    expect(clean).toEqual({ a: [{ b: { headers: { authorization: REDACTED, token: REDACTED } } }], name: 'Ada' });
  });

  it('does not change the record itself', () => {
    const record = { body: { password: 'hunter2' } };

    redact(record);

    expect(record).toEqual({ body: { password: 'hunter2' } });
  });

  it('keeps the symbols with which winston finds level and message', () => {
    const level = Symbol.for('level');

    const clean = redact({ [level]: 'info', message: 'hello' });

    expect(Reflect.get(clean, level)).toBe('info');
  });

  it('keeps harmless values: dates, numbers, null, undefined', () => {
    const record = { at: new Date(0), count: 1, none: null, missing: undefined };

    expect(redact(record)).toEqual(record);
  });

  it("keeps an error's fields and cause, without secrets", () => {
    const cause = Object.assign(new Error('inner'), { apiKey: 'k1' });
    const error = Object.assign(new Error(`outer ${JWT}`, { cause }), { sql: 'SELECT 1', password: 'hunter2' });

    const clean = redactValue(error);

    expect(clean).toMatchObject({ name: 'Error', message: `outer ${REDACTED}`, sql: 'SELECT 1', password: REDACTED });
    expect(clean.stack).not.toContain(JWT);
    expect(clean.cause).toMatchObject({ message: 'inner', apiKey: REDACTED });
  });

  it('keeps the errors of an AggregateError', () => {
    const clean = redactValue(new AggregateError([new Error('first'), new Error('second')], 'both'));

    expect(clean.errors).toMatchObject([{ message: 'first' }, { message: 'second' }]);
  });

  it('keeps the code of an error', () => {
    expect(redactValue(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })).code).toBe('ECONNREFUSED');
  });

  it('hides password hashes among the parameters of a failed query', () => {
    const hash = '$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW';

    expect(redactValue(['Ada', hash])).toEqual(['Ada', REDACTED]);
  });

  it('handles circular structures', () => {
    const record: Record<string, unknown> = { name: 'a', list: [] };
    record.self = record;
    (record.list as unknown[]).push(record);

    const clean = redact(record);

    expect(() => JSON.stringify(clean)).not.toThrow();
    expect(clean.name).toBe('a');
  });

  it('terminates quickly on densely linked objects', () => {
    const nodes: Record<string, unknown>[] = Array.from({ length: 60 }, (_, id) => ({ id }));
    for (const node of nodes) node.others = nodes;
    const start = performance.now();

    JSON.stringify(redact({ nodes }));

    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('stops at a maximum depth', () => {
    let deep: object = { password: 'hunter2' };
    for (let level = 0; level < 10_000; level += 1) deep = { deep };

    expect(JSON.stringify(redact(deep))).not.toContain('hunter2');
  });

  it('returns a value that JSON can represent for any input', () => {
    const clean = redact({ big: 1n, bytes: Buffer.alloc(3), run: () => 1 });

    expect(JSON.parse(JSON.stringify(clean))).toEqual({ big: '1', bytes: '[3 bytes]' });
  });
});

describe('redactText', () => {
  it.each([
    ['a bearer token', 'Authorization: Bearer abc.def', `Authorization: Bearer ${REDACTED}`],
    ['basic credentials', 'Basic dXNlcjpwYXNz', `Basic ${REDACTED}`],
    ['a JWT in a sentence', `the token ${JWT} is old`, `the token ${REDACTED} is old`],
    ['an API key in a sentence', `the key ${API_KEY} is old`, `the key ${REDACTED} is old`],
    ['a query parameter', 'GET /reset?token=abc&page=2', `GET /reset?token=${REDACTED}&page=2`],
    ['a later parameter', '/x?page=2&access_token=abc#top', `/x?page=2&access_token=${REDACTED}#top`],
    ['an encoded value', '/x?password=a%26b%3Dc', `/x?password=${REDACTED}`],
    ['an OAuth code', '/callback?state=1&code=4/0Adeu5B', `/callback?state=1&code=${REDACTED}`],
  ])('hides %s', (_name, text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  it('keeps ordinary text', () => {
    expect(redactText('GET /api/users?page=2&search=ada')).toBe('GET /api/users?page=2&search=ada');
  });
});
