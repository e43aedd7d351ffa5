import { createHmac } from 'node:crypto';
import { resolvePath } from '../utils/paths.js';
import { env } from './env.js';
import { uploadsConfig } from './uploads.js';

const CLOUDINARY_API = 'https://api.cloudinary.com';

function parseCloudinaryUrl(url = 'cloudinary://') {
  const { username, password, hostname: cloud, searchParams } = new URL(url);
  const domain = searchParams.get('secure_distribution') ?? `res.cloudinary.com/${cloud}`;
  return {
    cloud,
    key: decodeURIComponent(username),
    secret: decodeURIComponent(password),
    api: searchParams.get('upload_prefix') ?? CLOUDINARY_API,
    /** Base URL of public files: Cloudinary's own domain, or a custom one of the account. */
    publicUrl: `https://${domain}`,
  };
}

export const storageConfig = {
  disk: env.STORAGE_DISK,
  local: {
    directory: uploadsConfig.directory,
    path: uploadsConfig.path,
    privateDirectory: resolvePath(env.PRIVATE_FILES_DIRECTORY),
    /** Path of the signed URLs of private files. */
    privatePath: '/files',
    signingKey: createHmac('sha256', env.JWT_SECRET).update('addresses of private files').digest(),
  },
  s3: {
    bucket: env.S3_BUCKET ?? '',
    region: env.S3_REGION,
    /** URL of an S3-compatible service; undefined for Amazon. */
    endpoint: env.S3_ENDPOINT?.replace(/\/$/, ''),
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
    /** Base URL of public files, such as a CDN. */
    publicUrl: env.S3_PUBLIC_URL?.replace(/\/$/, ''),
  },
  cloudinary: parseCloudinaryUrl(env.CLOUDINARY_URL),
  /** Timeouts in milliseconds of a remote disk: for the connection, and for the whole response. */
  timeoutsMs: { connect: 3_000, response: 20_000 },
};
