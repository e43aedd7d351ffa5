import { describe, expect, it } from '@jest/globals';
import { fields } from '../../../src/requests/fields.js';

describe('an id', () => {
  it.each(['', '0', '-1', '+1', '01', '1e3', '1.5', ' 1', '1 ', '0x1', '٣', '1\n', '9007199254740992', '1'.repeat(17)])(
    'rejects %j',
    (text) => {
      expect(fields.id.safeParse(text).success).toBe(false);
    },
  );

  it.each([1, ['1'], null, undefined, {}])('rejects the text %j', (value) => {
    expect(fields.id.safeParse(value).success).toBe(false);
  });

  it.each([
    ['1', 1],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('accepts %s', (text, expected) => {
    expect(fields.id.parse(text)).toBe(expected);
  });
});

describe('an email', () => {
  it.each([
    '',
    'a',
    'a@',
    '@b.co',
    'a@b',
    'a b@c.de',
    'a@b.co,c@d.ef',
    'a@b..co',
    'a@b.co\0',
    `${'a'.repeat(250)}@b.co`,
  ])('rejects %j', (text) => {
    expect(fields.email.safeParse(text).success).toBe(false);
  });

  it.each([
    [' Ada@Example.COM ', 'ada@example.com'],
    ["o'brien+tag@sub.example.co.uk", "o'brien+tag@sub.example.co.uk"],
  ])('normalizes %j to %j', (text, expected) => {
    expect(fields.email.parse(text)).toBe(expected);
  });
});

describe('a name', () => {
  it.each(['', '   ', '\t\n', 'x'.repeat(101)])('rejects %j', (text) => {
    expect(fields.name.safeParse(text).success).toBe(false);
  });

  it.each([
    ['  Ada ', 'Ada'],
    [`${'x'.repeat(100)}  `, 'x'.repeat(100)],
  ])('normalizes %j to %j', (text, expected) => {
    expect(fields.name.parse(text)).toBe(expected);
  });
});

describe('a new password', () => {
  it.each(['', '1234567', 'x'.repeat(129)])('rejects %j', (text) => {
    expect(fields.newPassword.safeParse(text).success).toBe(false);
  });

  it.each(['12345678', '        ', ' padded ', 'x'.repeat(128)])('is not normalized: %j', (text) => {
    expect(fields.newPassword.parse(text)).toBe(text);
  });
});
