import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { appConfig } from '../../../../src/config/app.js';
import { storageConfig } from '../../../../src/config/storage.js';
import { Storage } from '../../../../src/drivers/storage/index.js';
import { FileNotFound } from '../../../../src/exceptions/NotFound.js';
import { clock } from '../../../../src/utils/clock.js';
import { files } from '../../../support/files.js';
import { address } from '../../../support/http.js';
import { storageContract } from '../../../support/storageContract.js';

const { directory, privateDirectory } = storageConfig.local;

function download(url: string): Promise<Response> {
  return fetch(url.replace(appConfig.url, address()));
}

describe('the local disk', () => {
  storageContract(Storage, {
    read: download,
    wait: (seconds) => {
      clock.travel(seconds);
      return Promise.resolve();
    },
  });

  it('stores private files outside the public folder', async () => {
    await Storage.put('private/letter.txt', Buffer.from('SECRET'), 'text/plain');

    const paths = [
      '/uploads/private/letter.txt',
      '/uploads/letter.txt',
      '/files/letter.txt',
      '/files/private/letter.txt',
    ];
    const statuses = await Promise.all(paths.map(async (path) => (await download(`${appConfig.url}${path}`)).status));

    expect(statuses).toEqual([404, 404, 403, 403]);
    await expect(readdir(privateDirectory)).resolves.toContain('letter.txt');
  });

  it.each([
    ['letter.txt', 'attachment'],
    ['picture.png', 'inline'],
  ])('serves the private %s as untrusted, and only with a signature', async (name, disposition) => {
    await Storage.put(`private/${name}`, files.png, 'image/png');

    const { headers } = await download(await Storage.signedUrl(`private/${name}`, 60));

    expect(headers.get('content-disposition')).toBe(disposition);
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });

  it.each(['?expires=9999999999', '?signature=x', '?expires=1&expires=2&signature=x', '?expires=x&signature=%ff', ''])(
    'serves no private file for "%s"',
    async (query) => {
      await Storage.put('private/letter.txt', Buffer.from('SECRET'), 'text/plain');

      const response = await download(`${appConfig.url}/files/letter.txt${query}`);

      expect(response.status).toBe(403);
      expect(await response.text()).not.toContain('SECRET');
    },
  );

  it.each([' %s', '+%s', '%s.0', '%se0', '%s '])(
    'rejects an expiry that differs from the signed text: "%s"',
    async (spelling) => {
      await Storage.put('private/letter.txt', Buffer.from('SECRET'), 'text/plain');
      const url = new URL(await Storage.signedUrl('private/letter.txt', 60));
      url.searchParams.set('expires', spelling.replace('%s', url.searchParams.get('expires') ?? ''));

      const response = await download(url.href);

      expect(response.status).toBe(403);
    },
  );

  it('follows no symbolic link out of its folder', async () => {
    const outside = join(dirname(directory), 'outside');
    await mkdir(join(outside, 'deep'), { recursive: true });
    await mkdir(directory, { recursive: true });
    await writeFile(join(outside, 'secret.txt'), 'SECRET');
    await symlink(outside, join(directory, 'link'));
    await symlink(join(outside, 'secret.txt'), join(directory, 'link.txt'));

    for (const key of ['link/secret.txt', 'link.txt']) {
      await expect(Storage.get(key)).rejects.toBeInstanceOf(FileNotFound);
      await expect(Storage.stream(key)).rejects.toBeInstanceOf(FileNotFound);
      await Storage.delete(key);
    }
    for (const key of ['link/new.txt', 'link/deep/new.txt', 'link/new/new.txt']) {
      await expect(Storage.put(key, files.png, 'text/plain')).rejects.toBeInstanceOf(FileNotFound);
    }

    expect((await readdir(outside)).sort()).toEqual(['deep', 'secret.txt']);
    await expect(readdir(join(outside, 'deep'))).resolves.toEqual([]);
    await rm(join(directory, 'link'));
  });

  it('does not treat a folder as a file', async () => {
    await Storage.put('box/a.txt', files.png, 'text/plain');

    await expect(Storage.exists('box')).resolves.toBe(false);
    await expect(Storage.get('box')).rejects.toBeInstanceOf(FileNotFound);
    await expect(Storage.get('box/a.txt/b.txt')).rejects.toBeInstanceOf(FileNotFound);
  });

  it('leaves no partial file after a failed write', async () => {
    await mkdir(join(directory, 'taken.png', 'inside'), { recursive: true });

    await expect(Storage.put('taken.png', files.png, 'image/png')).rejects.toThrow();

    expect((await readdir(directory)).filter((name) => name.includes('.part'))).toEqual([]);
  });

  it.each(['cut.png', 'private/folder/cut.png'])(
    'deletes with %s the partial file of a killed process',
    async (key) => {
      const path = key.startsWith('private/') ? join(privateDirectory, 'folder') : directory;
      await mkdir(path, { recursive: true });
      await writeFile(join(path, '.cut.png.part'), 'half');

      await Storage.put(key, files.png, 'image/png');
      await Storage.delete(key);

      expect((await readdir(path)).filter((name) => name.includes('cut.png'))).toEqual([]);
    },
  );

  it('never serves a partial file', async () => {
    const contents = [Buffer.alloc(3_000_000, 'a'), Buffer.alloc(3_000_000, 'b')] as const;
    await Storage.put('whole.bin', contents[0], 'application/x-bytes');

    const writing = Storage.put('whole.bin', contents[1], 'application/x-bytes');
    const seen: Buffer[] = [];
    for (let look = 0; look < 20; look += 1) seen.push(await Storage.get('whole.bin'));
    await writing;

    expect(seen.every((content) => contents.some((whole) => whole.equals(content)))).toBe(true);
  });

  it('is unhealthy if it cannot write', async () => {
    await rm(privateDirectory, { recursive: true, force: true });
    await writeFile(privateDirectory, 'in the way');

    await expect(Storage.ping()).rejects.toThrow();

    await rm(privateDirectory);
    jest.restoreAllMocks();
  });
});
