import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { assignRequestId } from '../../../src/http/requestId.js';

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

function exchange(given?: string | string[]): [IncomingMessage, ServerResponse] {
  const req = new IncomingMessage(new Socket());
  // Node types this header as a possible list.
  if (given !== undefined) Object.assign(req.headers, { 'x-request-id': given });
  return [req, new ServerResponse(req)];
}

describe('requestId', () => {
  it('is a new UUID if the client sends none', () => {
    const [req, res] = exchange();

    const id = assignRequestId(req, res);

    expect(id).toMatch(UUID);
    expect(res.getHeader('X-Request-Id')).toBe(id);
  });

  it('is constant within a request and differs between requests', () => {
    const first = exchange();
    const second = exchange();

    expect(assignRequestId(...first)).toBe(assignRequestId(...first));
    expect(assignRequestId(...first)).not.toBe(assignRequestId(...second));
  });

  it.each(['a', 'trace-1', '01HZX.abc:1_2', 'x'.repeat(128)])('is taken from the client: %s', (given) => {
    expect(assignRequestId(...exchange(given))).toBe(given);
  });

  it.each([
    ['empty', ''],
    ['too long', 'x'.repeat(129)],
    ['with a space', 'a b'],
    ['with a line break', 'a\r\nSet-Cookie: b=c'],
    ['ending in a line break', 'a\n'],
    ['an emoji', '🚀'],
    ['markup', '<script>'],
    ['sent twice', 'a, b'],
    ['a list', ['a', 'b']],
  ])('is replaced if the client sends one that is %s', (_name, given) => {
    expect(assignRequestId(...exchange(given))).toMatch(UUID);
  });
});
