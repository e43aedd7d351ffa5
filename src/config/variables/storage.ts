import { z } from 'zod';
import { oneOf, serverUrl } from '../schema.js';

/** File storage. */
export const storage = {
  STORAGE_DISK: oneOf(['local', 's3', 'cloudinary'])
    .prefault('local')
    .describe('local (the two folders below), s3 or cloudinary'),
  UPLOADS_DIRECTORY: z.string().prefault('public/uploads').describe('Folder of public files'),
  PRIVATE_FILES_DIRECTORY: z
    .string()
    .prefault('storage/files')
    .describe('Folder of private files, which are read through signed URLs'),
  S3_BUCKET: z.string().optional().describe('S3 bucket'),
  S3_REGION: z.string().prefault('us-east-1').describe('S3 region'),
  S3_ENDPOINT: serverUrl('http', 'https').optional().describe('URL of an S3-compatible service; Amazon S3 if blank'),
  S3_ACCESS_KEY_ID: z.string().optional().describe("S3 access key id; the machine's IAM role if blank"),
  S3_SECRET_ACCESS_KEY: z.string().optional().describe('S3 secret access key'),
  S3_PUBLIC_URL: serverUrl('http', 'https')
    .optional()
    .describe("Public URL of the bucket's files, such as a CDN; the bucket itself if blank"),
  CLOUDINARY_URL: serverUrl('cloudinary').optional().describe('Cloudinary account: cloudinary://key:secret@cloud'),
};
