import type { Metadata, Sharp } from 'sharp';
import { uploadsConfig } from '../../config/uploads.js';
import { InvalidImage } from '../../exceptions/InvalidImage.js';
import { ServiceUnavailable } from '../../exceptions/ServiceUnavailable.js';
import { Semaphore } from '../../utils/Semaphore.js';

const { maxBytes, maxPixels, maxSide, thumbnailSide } = uploadsConfig.image;

// libvips occupies libuv's four threads, which file access, SQLite and password hashing need too.
const CONCURRENT_IMAGES = 1;

/** With a longer queue, clients would give up before their turn. */
const MAX_WAITING = 20;
const RETRY_AFTER_SECONDS = 10;
const TIMEOUT_SECONDS = 10;

/** The encoders of the supported formats, by extension. */
const ENCODERS: Readonly<Record<string, (image: Sharp) => Sharp>> = {
  jpg: (image) => image.jpeg({ quality: 85 }),
  png: (image) => image.png(),
  gif: (image) => image.gif(),
  webp: (image) => image.webp({ quality: 85 }),
};

/** Loaded lazily with the first image, because many servers never receive one. */
async function loadSharp() {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

/** Bytes per channel of a pixel. The supported formats have at most two. */
const BYTES_PER_SAMPLE: Readonly<Record<string, number>> = { uchar: 1, ushort: 2 };
const DEFAULT_BYTES = 8;

/** Rejects decompression bombs: the metadata tells the decoded size before the image is decoded. @throws Error */
function assertFits({ width, height, channels, depth }: Metadata): void {
  const bytes = width * height * channels * (BYTES_PER_SAMPLE[depth] ?? DEFAULT_BYTES);
  if (bytes > maxBytes) throw new Error(`The decoded image would have ${bytes} bytes`);
}

/** Re-encodes uploaded images, a few at a time. */
class ImageService {
  private readonly semaphore = new Semaphore(CONCURRENT_IMAGES);

  /** Tells whether files with this extension are supported images. */
  public supports(extension: string): boolean {
    return extension in ENCODERS;
  }

  /**
   * Re-encodes an image: upright, within the maximum size and without metadata such as the location. Only the first
   * frame of an animation is kept.
   *
   * @throws InvalidImage, or ServiceUnavailable if too many images are waiting
   */
  public normalize(content: Buffer, extension: string): Promise<Buffer> {
    const size = { width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true } as const;
    const encode = ENCODERS[extension];
    if (!encode) throw new Error(`Images with the extension ${extension} are not supported`);
    return this.process(content, (image) => encode(image.resize(size)));
  }

  /** Makes a small square WebP of an image. @throws InvalidImage, ServiceUnavailable */
  public thumbnail(content: Buffer): Promise<Buffer> {
    const size = { width: thumbnailSide, height: thumbnailSide, fit: 'cover' } as const;
    return this.process(content, (image) => image.resize(size).webp());
  }

  private async process(content: Buffer, change: (image: Sharp) => Sharp): Promise<Buffer> {
    if (this.semaphore.waitingCount >= MAX_WAITING) throw new ServiceUnavailable(undefined, RETRY_AFTER_SECONDS);
    return this.semaphore.run(async () => {
      const sharp = await loadSharp();
      try {
        const image = sharp(content, { limitInputPixels: maxPixels, failOn: 'error' }).timeout({
          seconds: TIMEOUT_SECONDS,
        });
        assertFits(await image.metadata());
        return await change(image.autoOrient()).toBuffer();
      } catch (error) {
        throw new InvalidImage({ cause: error });
      }
    });
  }
}

export default new ImageService();
