import { describe, expect, it } from '@jest/globals';
import { getClientIp } from '../../../src/http/getClientIp.js';

describe("a client's IP address", () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['203.0.113.7:4711', '203.0.113.7'],
    ['[2001:db8:1111:2222:3333:4444:5555:6666]:65535', '2001:db8:1111:2222:3333:4444:5555:6666'],
    ['x'.repeat(300), null],
    ['<script>', null],
    [undefined, null],
  ])('is normalized from %s to %s', (given, address) => {
    expect(getClientIp(given === undefined ? {} : { ip: given })).toBe(address);
  });
});
