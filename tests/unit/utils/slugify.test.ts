import { describe, expect, it } from '@jest/globals';
import { truncate } from '../../../src/utils/truncate.js';
import { slugifyText } from '../../../src/utils/slugify.js';

describe('a slug', () => {
  it.each([
    ['Hello, World!', 'hello-world'],
    ['  --Type  Script-- ', 'type-script'],
    ['Ünïcödé', 'unicode'],
    ['Привет', 'privet'],
    ['日本語の題', '日本語の題'],
    ['日本 語!', '日本-語'],
    ['!!!', ''],
    ['', ''],
  ])('of %j is %j', (text, slug) => {
    expect(slugifyText(text, 100)).toBe(slug);
  });

  it('is truncated without a trailing dash', () => {
    expect(slugifyText('one two three', 8)).toBe('one-two');
  });
});

describe('truncated text', () => {
  it('has no split characters', () => {
    expect(truncate('ab😀', 3)).toBe('ab');
    expect(truncate('ab😀', 4)).toBe('ab😀');
    expect(truncate('ab', 4)).toBe('ab');
  });
});
