import { pathTo } from '../utils/paths.js';
import { env } from './env.js';

export const uploadsConfig = {
  directory: pathTo(env.UPLOADS_DIRECTORY),
  path: '/uploads',
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
