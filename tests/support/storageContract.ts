import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { StorageDriver } from '../../src/drivers/storage/StorageDriver.js';
import { FileNotFound } from '../../src/exceptions/NotFound.js';
import { clock } from '../../src/utils/clock.js';
import { files } from './files.js';

interface Access {
  /** Requests a URL as any client would. */
  read: (url: string) => Promise<Response>;
  /** Waits until URLs signed for this number of seconds have expired. */
  wait: (seconds: number) => Promise<void>;
}

const UNSAFE = [
  '',
  '.',
  '..',
  '/',
  '/etc/passwd',
  '../outside.txt',
  'a/../../outside.txt',
  'a/./b.txt',
  'a//b.txt',
  'a/',
  '.hidden',
  'a/.hidden',
  'private/../a.txt',
  'private/',
  '..\\outside.txt',
  'C:\\boot.ini',
  '%2e%2e%2foutside.txt',
  '..%2foutside.txt',
  '..%252foutside.txt',
  'a.txt\0.png',
  'a\nb.txt',
  'a b.txt',
  'ünï.txt',
  'a?b=c',
  'a#b',
  'name.',
  'file:///etc/passwd',
  `${'x'.repeat(201)}.txt`,
];

function name(folder = ''): string {
  return `${folder}${randomUUID()}.png`;
}

/** The contract of every disk. */
export function storageContract(disk: StorageDriver, { read, wait }: Access): void {
  describe('a disk', () => {
    afterEach(() => clock.reset());

    it.each(UNSAFE)('has no file with the invalid key %j', async (key) => {
      const message = /Invalid storage key/;

      await expect(disk.put(key, files.png, 'image/png')).rejects.toThrow(message);
      await expect(disk.get(key)).rejects.toThrow(message);
      await expect(disk.stream(key)).rejects.toThrow(message);
      await expect(disk.exists(key)).rejects.toThrow(message);
      await expect(disk.delete(key)).rejects.toThrow(message);
      await expect(disk.signedUrl(key, 60)).rejects.toThrow(message);
      expect(() => disk.url(key)).toThrow(message);
    });

    it.each(['', 'folder/', 'private/'])('names the missing file in the folder "%s"', async (folder) => {
      const key = name(folder);

      await expect(disk.get(key)).rejects.toBeInstanceOf(FileNotFound);
      await expect(disk.stream(key)).rejects.toBeInstanceOf(FileNotFound);
      await expect(disk.exists(key)).resolves.toBe(false);
    });

    it('ignores the deletion of a missing file', async () => {
      await expect(disk.delete(name('folder/'))).resolves.toBeUndefined();
    });

    it.each(['', 'folder/', 'folder/of/folders/', 'private/', 'private/folder/'])(
      'returns the stored bytes from the folder "%s"',
      async (folder) => {
        const key = name(folder);

        await disk.put(key, files.png, 'image/png');

        await expect(disk.exists(key)).resolves.toBe(true);
        await expect(disk.get(key)).resolves.toEqual(files.png);
        await expect(disk.stream(key).then(buffer)).resolves.toEqual(files.png);
      },
    );

    it.each([
      ['nothing', Buffer.alloc(0), 'empty.txt', 'text/plain'],
      ['every byte', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), 'bytes.bin', 'application/x-bytes'],
      ['megabytes', Buffer.alloc(6 * 1024 * 1024, 'lumina'), 'large.bin', 'application/x-bytes'],
      ['a document', files.pdf, 'page.pdf', 'application/pdf'],
    ])('stores %s', async (_what, content, file, type) => {
      const key = `${randomUUID()}-${file}`;

      await disk.put(key, content, type);

      expect((await disk.get(key)).equals(content)).toBe(true);
    });

    it('replaces a file with the same key', async () => {
      const key = name();
      await disk.put(key, files.png, 'image/png');

      await disk.put(key, files.gif, 'image/png');

      await expect(disk.get(key)).resolves.toEqual(files.gif);
    });

    it('distinguishes files by extension', async () => {
      const key = randomUUID();
      await disk.put(`${key}.png`, files.png, 'image/png');

      await disk.put(`${key}.gif`, files.gif, 'image/gif');

      await expect(disk.get(`${key}.png`)).resolves.toEqual(files.png);
    });

    it('has one complete file after concurrent writes', async () => {
      const key = name();
      const contents = ['a', 'b', 'c', 'd', 'e'].map((letter) => Buffer.alloc(200_000, letter));

      await Promise.all(contents.map((content) => disk.put(key, content, 'image/png')));

      const kept = await disk.get(key);
      expect(contents.some((content) => content.equals(kept))).toBe(true);
    });

    it.each(['', 'private/'])('deletes a file from the folder "%s"', async (folder) => {
      const key = name(folder);
      await disk.put(key, files.png, 'image/png');

      await disk.delete(key);

      await expect(disk.exists(key)).resolves.toBe(false);
      await expect(disk.get(key)).rejects.toBeInstanceOf(FileNotFound);
    });

    it('serves a public picture without a signature', async () => {
      const key = name('folder/');
      await disk.put(key, files.png, 'image/png');

      const response = await read(disk.url(key));

      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('image/png');
      expect(Buffer.from(await response.arrayBuffer())).toEqual(files.png);
    });

    it('gives a public file an unsigned, permanent URL', async () => {
      const key = name();

      await expect(disk.signedUrl(key, 60)).resolves.toBe(disk.url(key));
    });

    it('serves a private file at a signed URL', async () => {
      const key = name('private/folder/');
      await disk.put(key, files.png, 'image/png');

      const response = await read(await disk.signedUrl(key, 60));

      expect(response.status).toBe(200);
      expect(Buffer.from(await response.arrayBuffer())).toEqual(files.png);
    });

    it('stops serving a private file when its URL expires', async () => {
      const key = name('private/');
      await disk.put(key, files.png, 'image/png');
      const url = await disk.signedUrl(key, 2);

      await wait(2);

      const response = await read(url);
      expect(response.ok).toBe(false);
    });

    it.each([
      [
        'another signature',
        (url: string) => url.replace(/(signature=)(.)/i, (_m, n: string, c) => n + (c === 'a' ? 'b' : 'a')),
      ],
      ['a missing signature', (url: string) => url.replace(/&?[\w-]*signature=[^&]*/i, '')],
      [
        'more time',
        (url: string) => url.replace(/(expires(?:_at)?=)(\d+)/i, (_m, n: string, s) => `${n}${Number(s) + 9}`),
      ],
    ])('does not serve a private file with %s', async (_what, forge) => {
      const key = name('private/');
      await disk.put(key, files.png, 'image/png');
      const url = await disk.signedUrl(key, 60);
      const forged = forge(url);

      const response = await read(forged);

      expect(forged).not.toBe(url);
      expect(response.ok).toBe(false);
    });

    it('does not serve other private files with a signed URL', async () => {
      const [mine, other] = [name('private/'), name('private/')];
      await disk.put(mine, files.png, 'image/png');
      await disk.put(other, files.gif, 'image/png');
      const [from = '', to = ''] = [mine, other].map((key) => key.slice('private/'.length));

      const response = await read((await disk.signedUrl(mine, 60)).replace(from, to));

      expect(response.ok).toBe(false);
    });

    it('is healthy', async () => {
      await expect(disk.ping()).resolves.toBeUndefined();
    });
  });
}
