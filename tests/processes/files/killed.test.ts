import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { until } from '../../support/processes.js';
import { newDatabase, Project } from '../../support/project.js';

const UPLOADS = 'public/uploads';

/** Cleans up as on the next day, and prints the stored files and the files that users own. */
const CLEAN_UP = `
  import { readdirSync } from 'node:fs';
  import StoredFileService from './src/services/files/StoredFileService.js';
  import { StoredFile } from './src/models/files/StoredFile.js';
  import { User } from './src/models/users/User.js';
  import { clock } from './src/utils/clock.js';

  clock.travel(90_000);
  const noted = await StoredFile.count();
  await StoredFileService.purge(new AbortController().signal);
  const files = readdirSync('${UPLOADS}', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '.gitkeep')
    .map((entry) => entry.parentPath.split('${UPLOADS}')[1] + '/' + entry.name);
  const users = await User.findAll();
  const shown = users.flatMap(({ avatar, avatarThumbnail }) => [avatar, avatarThumbnail]).filter((path) => path);
  console.log(JSON.stringify({ noted, files: files.sort(), shown: shown.map((path) => path.slice('/uploads'.length)).sort() }));
  process.exit();
`;

interface Left {
  noted: number;
  files: string[];
  shown: string[];
}

async function register(url: string, number: number): Promise<string> {
  const body = JSON.stringify({
    firstname: 'Ada',
    lastname: 'Lovelace',
    email: `ada${number}@example.com`,
    password: 'lumina123',
  });
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(`${url}/api/auth/register`, { method: 'POST', headers, body });
  const { data } = (await response.json()) as { data: { token: string } };
  return data.token;
}

/** A user who uploads pictures one after another until the server is gone. */
class Uploader {
  public accepted = 0;

  public constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  public async run(picture: Buffer): Promise<void> {
    while (await this.upload(picture)) this.accepted += 1;
  }

  private async upload(picture: Buffer): Promise<boolean> {
    const body = new FormData();
    body.set('avatar', new Blob([Uint8Array.from(picture)]), 'me.png');
    const headers = { Authorization: `Bearer ${this.token}` };
    const response = await fetch(`${this.url}/api/users/avatar`, { method: 'POST', headers, body }).catch(() => null);
    return response?.status === 200;
  }
}

describe('a server that is killed during uploads', () => {
  it('loses no owned picture, and leaves no orphan', async () => {
    const project = new Project();
    const environment = {
      ...newDatabase(),
      RATE_LIMIT_AUTH: 'off',
      RATE_LIMIT_USER: 'off',
      RATE_LIMIT_UPLOADS: 'off',
      RATE_LIMIT_ANONYMOUS: 'off',
    };
    const { server, url } = await project.serve({ ...environment, QUEUE_CONNECTION: 'sync' });
    const tokens = await Promise.all([1, 2, 3, 4].map((number) => register(url, number)));
    const picture = await sharp({ create: { width: 600, height: 600, channels: 3, background: 'red' } })
      .png()
      .toBuffer();

    const uploaders = tokens.map((token) => new Uploader(url, token));
    const uploading = uploaders.map((uploader) => uploader.run(picture));
    await until(() => uploaders.every(({ accepted }) => accepted > 2), 'every user to have uploaded');
    server.signal('SIGKILL');
    await Promise.all(uploading);

    const cleanUp = project.script(CLEAN_UP, environment);
    expect(await cleanUp.exit()).toBe(0);
    const { noted, files, shown } = JSON.parse(cleanUp.lines.at(-1) ?? '') as Left;
    expect(noted).toBeGreaterThanOrEqual(tokens.length);
    expect(files).toEqual(shown);
  });
});
