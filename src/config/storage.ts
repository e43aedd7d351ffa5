import { createHmac } from 'node:crypto';
import { resolvePath } from '../utils/paths.js';
import { env } from './env.js';
import { uploadsConfig } from './uploads.js';

const CLOUDINARY_API = 'https://api.cloudinary.com';

function parseCloudinaryUrl(address = 'cloudinary://') {
  const { username, password, hostname: cloud, searchParams } = new URL(address);
  const domain = searchParams.get('secure_distribution') ?? `res.cloudinary.com/${cloud}`;
  return {
    cloud,
    key: decodeURIComponent(username),
    secret: decodeURIComponent(password),
    api: searchParams.get('upload_prefix') ?? CLOUDINARY_API,
    /** Where its public files are read: Cloudinary's own address, or a domain of the account's. */
    publicUrl: `https://${domain}`,
  };
}

export const storageConfig = {
  disk: env.STORAGE_DISK,
  local: {
    directory: uploadsConfig.directory,
    path: uploadsConfig.path,
    privateDirectory: resolvePath(env.PRIVATE_FILES_DIRECTORY),
    /** Where the server opens private files to whoever has a signed address. */
    privatePath: '/files',
    signingKey: createHmac('sha256', env.JWT_SECRET).update('addresses of private files').digest(),
  },
  s3: {
    bucket: env.S3_BUCKET ?? '',
    region: env.S3_REGION,
    /** Of an S3-compatible service; Amazon's own if there is none. */
    endpoint: env.S3_ENDPOINT?.replace(/\/$/, ''),
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
    /** Where the bucket's public files are read, such as a CDN. */
    publicUrl: env.S3_PUBLIC_URL?.replace(/\/$/, ''),
  },
  cloudinary: parseCloudinaryUrl(env.CLOUDINARY_URL),
  /** Milliseconds for which a disk elsewhere may keep us waiting: for a connection, and for all of an answer. */
  timeoutsMs: { connect: 3_000, response: 20_000 },
};
