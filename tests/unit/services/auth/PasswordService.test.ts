import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import bcrypt from 'bcrypt';
import PasswordService from '../../../../src/services/auth/PasswordService.js';

const LONGEST_PLAIN = 'x'.repeat(72);

/** Runs every comparison, and records the highest concurrency. */
function watchComparisons(): { mostAtOnce: () => number } {
  const compare = bcrypt.compare.bind(bcrypt);
  let running = 0;
  let most = 0;
  jest.spyOn(bcrypt, 'compare').mockImplementation(async (password: string | Buffer, hash: string) => {
    most = Math.max(most, (running += 1));
    const matches = await compare(password, hash);
    running -= 1;
    return matches;
  });
  return { mostAtOnce: () => most };
}

describe('a password', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('matches its own hash only', async () => {
    const hash = await PasswordService.hash('lumina123');

    expect(await PasswordService.matches('lumina123', hash)).toBe(true);
    expect(await PasswordService.matches('lumina124', hash)).toBe(false);
    expect(await PasswordService.matches('', hash)).toBe(false);
  });

  it('is hashed with a new salt each time, at the configured cost', async () => {
    const [one, other] = await Promise.all([PasswordService.hash('lumina123'), PasswordService.hash('lumina123')]);

    expect(one).toMatch(/^\$2b\$04\$/);
    expect(one).not.toBe(other);
  });

  it.each([
    ['a short one', 'lumina123'],
    ['one of 72 bytes', LONGEST_PLAIN],
    ['one of 72 bytes in 36 letters', 'ü'.repeat(36)],
  ])('is hashed with standard bcrypt: %s', async (_what, password) => {
    const foreign = await bcrypt.hash(password, 4);
    const own = await PasswordService.hash(password);

    expect(await PasswordService.matches(password, foreign)).toBe(true);
    expect(await bcrypt.compare(password, own)).toBe(true);
  });

  it.each(['2a', '2b', '2y'])('may have a hash with the prefix %s', async (version) => {
    const hash = await bcrypt.hash('lumina123', 4);
    const foreign = `$${version}${hash.slice(3)}`;

    expect(await PasswordService.matches('lumina123', foreign)).toBe(true);
    expect(await PasswordService.matches('lumina124', foreign)).toBe(false);
  });

  it.each([
    ['ASCII', LONGEST_PLAIN],
    ['multi-byte', 'ü'.repeat(36)],
  ])('is compared beyond 72 bytes (%s)', async (_kind, beginning) => {
    const hash = await PasswordService.hash(`${beginning}a`);

    expect(await PasswordService.matches(`${beginning}a`, hash)).toBe(true);
    expect(await PasswordService.matches(`${beginning}b`, hash)).toBe(false);
    expect(await PasswordService.matches(beginning, hash)).toBe(false);
  });

  it('beyond 72 bytes is digested before bcrypt, without NUL bytes that would truncate it', async () => {
    const password = `${LONGEST_PLAIN}a`;
    const digest = createHash('sha384').update(password).digest('base64');

    const hash = await PasswordService.hash(password);

    expect(await bcrypt.compare(digest, hash)).toBe(true);
    expect(Buffer.byteLength(digest)).toBeLessThanOrEqual(72);
  });

  it('without a hash never matches, in the time of a real comparison', async () => {
    const compare = jest.spyOn(bcrypt, 'compare');

    const matches = await PasswordService.matches('lumina123', undefined);

    expect(matches).toBe(false);
    expect(compare.mock.calls).toEqual([['lumina123', expect.stringMatching(/^\$2b\$04\$[./\w]{53}$/)]]);
  });

  it('without a hash is compared with a dummy hash, which is created once', async () => {
    await PasswordService.matches('lumina123', undefined);
    const hash = jest.spyOn(bcrypt, 'hash');

    await Promise.all([1, 2, 3].map(() => PasswordService.matches('lumina123', undefined)));

    expect(hash).not.toHaveBeenCalled();
  });

  it('waits for a slot: at most two comparisons run concurrently', async () => {
    const hash = await PasswordService.hash('lumina123');
    const watch = watchComparisons();

    const answers = await Promise.all(Array.from({ length: 20 }, () => PasswordService.matches('lumina123', hash)));

    expect(answers).toEqual(Array(20).fill(true));
    expect(watch.mostAtOnce()).toBe(2);
  });

  it('is rejected if the waiting queue is too long', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 250 }, () => PasswordService.hash('lumina123')));

    const rejected = answers.filter(({ status }) => status === 'rejected');
    expect(rejected).toHaveLength(48);
    expect(rejected[0]).toMatchObject({ reason: { status: 503 } });
  });

  it('releases its slot when hashing fails', async () => {
    jest.spyOn(bcrypt, 'hash').mockRejectedValueOnce(new Error('out of memory') as never);
    const failed = PasswordService.hash('lumina123');

    await expect(failed).rejects.toThrow('out of memory');
    expect(await Promise.all([1, 2, 3].map(() => PasswordService.hash('lumina123')))).toHaveLength(3);
  });
});
