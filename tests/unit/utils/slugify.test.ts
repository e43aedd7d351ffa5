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

  it('is no longer than it may be, and ends in no dash', () => {
    expect(slugifyText('one two three', 8)).toBe('one-two');
  });
});

describe('the beginning of a text', () => {
  it('has no half characters', () => {
    expect(truncate('ab😀', 3)).toBe('ab');
    expect(truncate('ab😀', 4)).toBe('ab😀');
    expect(truncate('ab', 4)).toBe('ab');
  });
});
