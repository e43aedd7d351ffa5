import { resolvePath } from '../utils/paths.js';
import { env } from './env.js';

export const uploadsConfig = {
  directory: resolvePath(env.UPLOADS_DIRECTORY),
  path: '/uploads',
  image: {
    /** Limit against decompression bombs: a few bytes could otherwise fill the memory. */
    maxPixels: 25_000_000,
    /** Maximum decoded size: 25 million pixels with four channels of eight bits, or half as many with sixteen. */
    maxBytes: 100_000_000,
    /** The longer side of a stored image, and the sides of its square thumbnail, in pixels. */
    maxSide: 1_024,
    thumbnailSide: 128,
  },
  avatar: {
    maxBytes: 5 * 1024 * 1024,
    /** Allowed content types, with the file extension for each. */
    extensions: new Map([
      ['image/jpeg', 'jpg'],
      ['image/png', 'png'],
      ['image/gif', 'gif'],
      ['image/webp', 'webp'],
      ['application/pdf', 'pdf'],
    ]),
  },
};
