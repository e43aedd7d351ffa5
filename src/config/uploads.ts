import { resolvePath } from '../utils/paths.js';
import { env } from './env.js';

export const uploadsConfig = {
  directory: resolvePath(env.UPLOADS_DIRECTORY),
  path: '/uploads',
  image: {
    /** Beyond that, a few bytes could fill the memory. */
    maxPixels: 25_000_000,
    /** Unpacked: as many pixels of four colours with eight bits each, or half as many with sixteen. */
    maxBytes: 100_000_000,
    /** The longer side of a picture as it is kept, and the sides of its small square. */
    maxSide: 1_024,
    thumbnailSide: 128,
  },
  avatar: {
    maxBytes: 5 * 1024 * 1024,
    /** The types that a file may have by its content, and the extension each is stored with. */
    extensions: new Map([
      ['image/jpeg', 'jpg'],
      ['image/png', 'png'],
      ['image/gif', 'gif'],
      ['image/webp', 'webp'],
      ['application/pdf', 'pdf'],
    ]),
  },
};
