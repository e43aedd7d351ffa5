import type { Metadata, Sharp } from 'sharp';
import { uploadsConfig } from '../../config/uploads.js';
import { ServiceUnavailable } from '../../exceptions/ServiceUnavailable.js';
import { InvalidImage } from '../../exceptions/InvalidImage.js';
import { Semaphore } from '../../utils/Semaphore.js';

const { maxBytes, maxPixels, maxSide, thumbnailSide } = uploadsConfig.image;

// libvips works in libuv's four threads, which files, SQLite and passwords need too.
const CONCURRENT_IMAGES = 1;

/** Beyond that, a client would have given up before its turn came. */
const MAX_WAITING = 20;
const RETRY_AFTER = 10;
/** Seconds that one picture may take. */
const TIMEOUT = 10;

/** The formats in which pictures are kept, by extension. */
const ENCODERS: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  jpg: (image) => image.jpeg({ quality: 85 }),
  png: (image) => image.png(),
  gif: (image) => image.gif(),
  webp: (image) => image.webp({ quality: 85 }),
};

/** Loaded with the first picture: a server may never be sent one. */
async function loadSharp() {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

/** Bytes of one colour of one pixel; no format that is read has more than two. */
const BYTES_PER_SAMPLE: Readonly<Record<string, number>> = { uchar: 1, ushort: 2 };
const DEFAULT_BYTES = 8;

/** What the picture says of itself is known before it is unpacked. @throws Error */
function assertFits({ width, height, channels, depth }: Metadata): void {
  const bytes = width * height * channels * (BYTES_PER_SAMPLE[depth] ?? DEFAULT_BYTES);
  if (bytes > maxBytes) throw new Error(`Unpacked, the picture would have ${bytes} bytes`);
}

class ImageService {
  private readonly semaphore = new Semaphore(CONCURRENT_IMAGES);

  /** Whether files with this extension are pictures that can be read. */
  public supports(extension: string): boolean {
    return extension in ENCODERS;
  }

  /**
   * Makes the picture anew from what it shows: upright, within bounds, without anything that came along, such as where
   * it was taken. Of an animation, its first picture.
   *
   * @throws InvalidImage, or ServiceUnavailable if too many wait for theirs
   */
  public normalize(content: Buffer, extension: string): Promise<Buffer> {
    const size = { width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true } as const;
    const encode = ENCODERS[extension];
    if (!encode) throw new Error(`There are no pictures with the extension ${extension}`);
    return this.process(content, (image) => encode(image.resize(size)));
  }

  /** A small square of the picture, as WebP. @throws as normalize */
  public thumbnail(content: Buffer): Promise<Buffer> {
    const size = { width: thumbnailSide, height: thumbnailSide, fit: 'cover' } as const;
    return this.process(content, (image) => image.resize(size).webp());
  }

  private async process(content: Buffer, change: (image: Sharp) => Sharp): Promise<Buffer> {
    if (this.semaphore.waitingCount >= MAX_WAITING) throw new ServiceUnavailable(undefined, RETRY_AFTER);
    return this.semaphore.run(async () => {
      const sharp = await loadSharp();
      try {
        const image = sharp(content, { limitInputPixels: maxPixels, failOn: 'error' }).timeout({ seconds: TIMEOUT });
        assertFits(await image.metadata());
        return await change(image.autoOrient()).toBuffer();
      } catch (error) {
        throw new InvalidImage({ cause: error });
      }
    });
  }
}

export default new ImageService();
