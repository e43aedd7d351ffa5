import { connect } from 'node:net';
import { rm, mkdir, writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { uploadsConfig } from '../../../src/config/uploads.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { User } from '../../../src/models/users/User.js';
import { logger } from '../../../src/logging/logger.js';
import { files, storedFiles, storedThumbnails } from '../../support/files.js';
import { address, as, guest, accessTokenFor } from '../../support/http.js';

const AVATAR = '/api/users/avatar';

function upload(user: User, content = files.png) {
  return as(user).upload(AVATAR, 'avatar', content, 'me.png');
}

/** Sends a part of an upload and closes the connection. */
async function disconnectMidway(user: User): Promise<void> {
  const { hostname, port } = new URL(address());
  const socket = connect(Number(port), hostname);
  const lines = [
    `POST ${AVATAR} HTTP/1.1`,
    'Host: localhost',
    `Authorization: Bearer ${await accessTokenFor(user)}`,
    'Content-Type: multipart/form-data; boundary=x',
    'Content-Length: 1000000',
    '',
    '--x',
    'Content-Disposition: form-data; name="avatar"; filename="me.png"',
    '',
    '',
  ];
  socket.write(Buffer.concat([Buffer.from(lines.join('\r\n')), files.png, Buffer.alloc(100_000)]));
  await new Promise((resolve) => setTimeout(resolve, 150));
  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 150));
}

describe('replacing a picture', () => {
  afterEach(async () => {
    jest.restoreAllMocks();
    logger.silent = false;
    await rm(uploadsConfig.directory, { recursive: true, force: true });
  });

  it('keeps only the new file', async () => {
    const user = await UserFactory.create();
    const first = await upload(user);

    const second = await upload(user, files.gif);

    await expect(storedFiles()).resolves.toEqual([second.body.data.path.replace('/uploads/', '')]);
    await expect(storedThumbnails()).resolves.toHaveLength(1);
    expect((await guest.get(first.body.data.path)).status).toBe(404);
  });

  it('keeps the files of other users', async () => {
    const [first, second] = await UserFactory.createMany(2);
    if (!first || !second) throw new Error('Two users were wanted');
    await upload(first);

    await upload(second);

    await expect(storedFiles()).resolves.toHaveLength(2);
  });

  it('keeps only the file in the row after concurrent uploads', async () => {
    const user = await UserFactory.create();
    await upload(user);

    const responses = await Promise.all([files.png, files.gif].map((file) => upload(user, file)));

    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
    await user.reload();
    expect((await storedFiles()).map((name) => `/uploads/${name}`)).toEqual([user.avatar]);
  });

  it('keeps the old file if the row cannot be saved', async () => {
    const user = await UserFactory.create();
    await upload(user);
    const before = await storedFiles();
    jest.spyOn(User.prototype, 'update').mockRejectedValueOnce(new Error('the disk is full'));
    logger.silent = true;

    const response = await upload(user, files.gif);

    expect(response.status).toBe(500);
    await expect(storedFiles()).resolves.toEqual(before);
  });

  it('succeeds if the old file is already gone', async () => {
    const user = await UserFactory.create();
    await upload(user);
    await rm(uploadsConfig.directory, { recursive: true });

    const response = await upload(user);

    expect(response.status).toBe(200);
  });

  it('never deletes a file outside the upload folder', async () => {
    await mkdir(uploadsConfig.directory, { recursive: true });
    const outside = `${uploadsConfig.directory}/../kept-${Date.now()}.txt`;
    await writeFile(outside, 'precious');
    const user = await UserFactory.create({ avatar: `/uploads/../${outside.split('/').at(-1)}` });

    await upload(user);

    await expect(rm(outside)).resolves.toBeUndefined();
  });

  it('leaves nothing behind if the client disconnects midway', async () => {
    const user = await UserFactory.create();

    await disconnectMidway(user);

    await expect(storedFiles()).resolves.toEqual([]);
    await user.reload();
    expect(user.avatar).toBeNull();
    expect((await upload(user)).status).toBe(200);
  });
});
