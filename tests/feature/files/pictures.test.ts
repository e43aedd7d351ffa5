import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { uploadsConfig } from '../../../src/config/uploads.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { files, fileOfSize, storedFiles, storedThumbnails } from '../../support/files.js';
import { as, guest } from '../../support/http.js';

const AVATAR = '/api/users/avatar';
const { maxPixels } = uploadsConfig.image;

/** Creates a picture whose left half is red and right half blue. */
function picture(width: number, height: number) {
  const half = { create: { width: Math.ceil(width / 2), height, channels: 3 as const, background: 'blue' } };
  const whole = { create: { width, height, channels: 3 as const, background: 'red' } };
  return sharp({ ...whole, limitInputPixels: false }).composite([{ input: half, gravity: 'east' }]);
}

/** Creates a picture with sixteen bits per channel. */
function createDeepPicture(width: number, height: number): Promise<Buffer> {
  const clear = { width, height, channels: 4 as const, background: '#ff000080' };
  return sharp({ create: clear }).toColourspace('rgb16').png({ compressionLevel: 1 }).toBuffer();
}

async function upload(content: Buffer, filename = 'me.jpg') {
  return as(await UserFactory.create()).upload(AVATAR, 'avatar', content, filename);
}

/** Uploads a picture and reads the stored file. */
async function uploadAndRead(content: Buffer): Promise<Buffer> {
  const { body } = await upload(content);
  return readFile(join(uploadsConfig.directory, body.data.path.slice('/uploads/'.length)));
}

function buildChunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  // The checksums are wrong: a parser that stops at the header never verifies them.
  return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
}

/** Builds a few bytes whose header declares a picture of this many pixels. */
function buildDecompressionBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const signature = files.png.subarray(0, 8);
  return Buffer.concat([
    signature,
    buildChunk('IHDR', header),
    buildChunk('IDAT', deflateSync(Buffer.alloc(9))),
    buildChunk('IEND', Buffer.alloc(0)),
  ]);
}

afterEach(() => rm(uploadsConfig.directory, { recursive: true, force: true }));

describe('a picture is rejected and leaves nothing behind', () => {
  const damages: [string, () => Promise<Buffer> | Buffer][] = [
    ['declares too many pixels', () => buildDecompressionBomb(60_000, 60_000)],
    ['declares an impossible size', () => buildDecompressionBomb(2 ** 31 - 1, 2 ** 31 - 1)],
    ['declares no pixels', () => buildDecompressionBomb(0, 0)],
    [
      'has too many pixels',
      () =>
        picture(10_000, maxPixels / 10_000 + 1)
          .png()
          .toBuffer(),
    ],
    ['has too many bytes per pixel', () => createDeepPicture(5_000, 3_500)],
    ['is truncated', async () => (await picture(500, 500).jpeg().toBuffer()).subarray(0, 1_000)],
    ['consists of its first bytes', () => files.gif.subarray(0, 12)],
    ['is corrupt', async () => (await picture(300, 300).png().toBuffer()).fill(7, 60, 200)],
  ];

  it.each(damages)('if it %s', async (_reason, content) => {
    const response = await upload(await content());

    expect(response.status).toBe(422);
    expect(response.body.errors).toEqual([{ field: 'avatar', message: 'The image is corrupt or too large' }]);
    await expect(storedFiles()).resolves.toEqual([]);
    await expect(storedThumbnails()).resolves.toEqual([]);
  });

  it('while the server keeps responding', async () => {
    const users = await UserFactory.createMany(12);
    const content = await picture(4_900, 4_900).jpeg({ quality: 50 }).toBuffer();

    const state = { isOver: false };
    const uploads = Promise.all(users.map((user) => as(user).upload(AVATAR, 'avatar', content, 'me.jpg')));
    void uploads.finally(() => (state.isOver = true));
    const waits: number[] = [];
    while (!state.isOver) {
      const start = performance.now();
      await guest.get('/health');
      waits.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }

    expect((await uploads).every(({ status }) => status === 200)).toBe(true);
    const median = waits.sort((a, b) => a - b)[Math.floor(waits.length / 2)] ?? 0;
    expect(median).toBeLessThan(500);
  });
});

describe('a picture is re-encoded', () => {
  it('without metadata: location, camera, comments, profile', async () => {
    const exif = { IFD0: { Copyright: 'SECRET', Artist: 'SECRET' }, IFD3: { GPSLatitudeRef: 'N' } };
    const content = await picture(50, 50).withExif(exif).withIccProfile('p3').jpeg().toBuffer();
    expect(content.toString('latin1')).toContain('SECRET');

    const stored = await uploadAndRead(content);

    const { exif: left, xmp, icc, iptc } = await sharp(stored).metadata();
    expect({ left, xmp, icc, iptc }).toEqual({});
    expect(stored.toString('latin1')).not.toContain('SECRET');
  });

  it('without appended data', async () => {
    const script = Buffer.from('<script>alert(1)</script>');

    const stored = await uploadAndRead(Buffer.concat([files.png, script]));

    expect(stored.includes(script)).toBe(false);
    expect((await uploadAndRead(fileOfSize(1_000_000))).length).toBeLessThan(1_000);
  });

  it('upright, by its EXIF orientation', async () => {
    const content = await picture(60, 20).withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toBuffer();

    const stored = sharp(await uploadAndRead(content));

    await expect(stored.metadata()).resolves.toMatchObject({ width: 20, height: 60 });
    const top = await stored.extract({ left: 0, top: 0, width: 20, height: 20 }).png().toBuffer();
    const { dominant } = await sharp(top).stats();
    expect(dominant.r).toBeGreaterThan(200);
  });

  it.each([
    [4_000, 2_000, 1_024, 512],
    [500, 2_048, 250, 1_024],
    [30, 20, 30, 20],
  ])('from %i × %i pixels to %i × %i', async (width, height, keptWidth, keptHeight) => {
    const stored = await uploadAndRead(await picture(width, height).png().toBuffer());

    await expect(sharp(stored).metadata()).resolves.toMatchObject({ width: keptWidth, height: keptHeight });
  });

  it.each(['gif', 'webp'] as const)('as the first frame of an animated %s', async (format) => {
    const frames = await Promise.all([picture(20, 20).png().toBuffer(), picture(20, 20).negate().png().toBuffer()]);
    const animation = await sharp(frames, { join: { animated: true } })
      .toFormat(format)
      .toBuffer();
    expect((await sharp(animation).metadata()).pages).toBe(2);

    const { pages, height } = await sharp(await uploadAndRead(animation)).metadata();

    expect({ pages: pages ?? 1, height }).toEqual({ pages: 1, height: 20 });
  });

  it('from sixteen bits per channel', async () => {
    const content = await createDeepPicture(40, 30);
    await expect(sharp(content).metadata()).resolves.toMatchObject({ depth: 'ushort', channels: 4 });

    await expect(sharp(await uploadAndRead(content)).metadata()).resolves.toMatchObject({ width: 40, height: 30 });
  });

  it('with transparency', async () => {
    const content = await sharp({ create: { width: 9, height: 9, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();

    const { isOpaque } = await sharp(await uploadAndRead(content)).stats();

    expect(isOpaque).toBe(false);
  });
});
