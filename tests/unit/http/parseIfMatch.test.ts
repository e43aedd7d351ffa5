import { describe, expect, it } from '@jest/globals';
import { parseIfMatch } from '../../../src/http/parseIfMatch.js';

describe('the versions of If-Match', () => {
  it.each([
    [undefined, undefined],
    ['*', undefined],
    [' * ', undefined],
    ['"3"', [3]],
    ['"3.abc-_D"', [3]],
    ['W/"3.abc"', [3]],
    ['"3.a", W/"4", "5"', [3, 4, 5]],
    ['', []],
    ['3', []],
    ['"abc"', []],
    ['"-1"', []],
    ['"3.5.6"', []],
    [`"${'9'.repeat(40)}"`, []],
  ])('of %j are %j', (header, versions) => {
    expect(parseIfMatch(header)).toEqual(versions);
  });
});
